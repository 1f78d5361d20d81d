/**
 * The floor: node:http and one hand-written statement an operation that builds the whole answer as JSON in the
 * database. No GraphQL, no authorisation, no limits: nothing that answers from this database can be much faster.
 */

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import postgres from 'postgres';
import type { OperationName, Variables } from '../operations.ts';

const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10, fetch_types: false });

const statements: Readonly<
  Record<OperationName, { text: string; parameters: (v: Variables) => (string | number)[] }>
> = {
  Q1: {
    text: `select json_build_object('id', r.id, 'city', r.city, 'startTime', r.start_time,
        'rider', json_build_object('id', u.id, 'name', u.name, 'city', u.city),
        'vehicle', json_build_object('id', v.id, 'type', v.type, 'status', v.status))::text
      from rides r
      join users u on u.crdb_region = r.crdb_region and u.id = r.rider_id
      join vehicles v on v.crdb_region = r.crdb_region and v.id = r.vehicle_id
      where r.crdb_region = $1 and u.crdb_region = $1 and v.crdb_region = $1 and r.id = $2`,
    parameters: (v) => [v.region, v.rideId],
  },
  Q2: {
    text: `select coalesce(json_agg(json_build_object('id', id, 'city', city, 'type', type, 'status', status,
        'creationTime', creation_time, 'currentLocation', current_location)), '[]')::text
      from (select * from vehicles where crdb_region = $1 order by creation_time desc, id desc limit 50) v`,
    parameters: (v) => [v.region],
  },
  Q3: {
    text: `select json_agg(json_build_object('id', u.id, 'name', u.name, 'rides', r.rides) order by u.id)::text
      from (select id, name from users where crdb_region = $1 and id > $2 order by id limit 20) u
      cross join lateral (
        select coalesce(json_agg(json_build_object('id', x.id, 'startTime', x.start_time,
            'vehicle', json_build_object('id', v.id, 'type', v.type,
              'owner', json_build_object('id', o.id, 'name', o.name)))
            order by x.start_time desc, x.id desc), '[]') as rides
        from (select id, start_time, vehicle_id from rides where crdb_region = $1 and rider_id = u.id
              order by start_time desc, id desc limit 10) x
        join vehicles v on v.crdb_region = $1 and v.id = x.vehicle_id
        join users o on o.crdb_region = $1 and o.id = v.owner_id) r`,
    parameters: (v) => [v.region, v.userId],
  },
  Q4: {
    text: `select json_build_object(
        'totalCount', (select count(*) from rides where crdb_region = $1 and revenue >= $2),
        'nodes', (select coalesce(json_agg(json_build_object('id', id, 'startTime', start_time, 'revenue', revenue)), '[]')
          from (select id, start_time, revenue from rides
            where crdb_region = $1 and revenue >= $2 and (start_time, id) < ($3::timestamp, $4::uuid)
            order by start_time desc, id desc limit 50) x))::text`,
    parameters: (v) => [v.region, v.revenue, v.after.startTime, v.after.id],
  },
  Q5: {
    text: `select coalesce(json_agg(json_build_object('id', id, 'region', crdb_region, 'city', city,
        'startAddress', start_address, 'endAddress', end_address, 'startTime', start_time, 'endTime', end_time,
        'revenue', revenue, 'version', version, 'vehicleCity', vehicle_city)), '[]')::text
      from (select * from rides where crdb_region = $1 order by start_time desc, id desc limit 200) x`,
    parameters: (v) => [v.region],
  },
  M1: {
    text: `with vehicle as (
        update vehicles set status = 'in_use', version = version + 1
        where crdb_region = $1 and id = $2 and status = 'available' returning id, city, type),
      ride as (
        insert into rides (crdb_region, id, city, vehicle_city, rider_id, vehicle_id, start_time, version)
        select $1, $3, city, city, $4, id, now() at time zone 'utc', 1 from vehicle returning id)
      select json_build_object('id', ride.id, 'vehicle',
        json_build_object('id', vehicle.id, 'city', vehicle.city, 'type', vehicle.type))::text
      from ride, vehicle`,
    parameters: (v) => [v.region, v.vehicleId, randomUUID(), v.riderId],
  },
};

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    try {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        operation: OperationName;
        variables: Variables;
      };
      const { text, parameters } = statements[body.operation];
      const rows = await sql.unsafe(text, parameters(body.variables), { prepare: true }).values();
      const json = `{"data":${String(rows[0]?.[0] ?? 'null')}}`;
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(json),
      });
      response.end(json);
    } catch (error) {
      response.writeHead(500).end(JSON.stringify({ errors: [String(error)] }));
    }
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
process.on('disconnect', () => process.exit());
