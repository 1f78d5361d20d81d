import type postgres from 'postgres';
import type { Variables } from './operations.ts';

/** Draws variable sets from the database, the same ones for the same rows: every peer gets the same questions. */
export async function drawVariables(sql: postgres.Sql, count: number): Promise<Variables[]> {
  const regions = (await sql`select distinct crdb_region::text as region from users order by 1`).map((row) =>
    String(row.region),
  );
  const sets: Variables[] = [];
  for (const region of regions) {
    const each = Math.ceil(count / regions.length);
    const rides = await sql`
      select id from rides where crdb_region = ${region} order by md5(id::text) limit ${each}`;
    const vehicles = await sql`
      select id from vehicles where crdb_region = ${region} order by md5(id::text) limit ${each}`;
    // The last users have no full page after them.
    const users = await sql`
      select id from (select id from users where crdb_region = ${region} order by id desc offset 20) u
      order by md5(id::text) limit ${each}`;
    const [rider] = await sql`select id from users where crdb_region = ${region} order by id limit 1`;
    for (let i = 0; i < each; i += 1) {
      const revenue = (10 + (i % 80)).toFixed(2);
      sets.push({
        region,
        rideId: String(rides[i % rides.length]?.id),
        userId: String(users[i % users.length]?.id),
        revenue,
        after: await lastOfFirstPage(sql, region, revenue),
        riderId: String(rider?.id),
        vehicleId: String(vehicles[i % vehicles.length]?.id),
      });
    }
  }
  return sets;
}

async function lastOfFirstPage(
  sql: postgres.Sql,
  region: string,
  revenue: string,
): Promise<Variables['after']> {
  const [last] = await sql`
    select to_char(start_time, 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, id from rides
    where crdb_region = ${region} and revenue >= ${revenue}
    order by start_time desc, id desc offset 49 limit 1`;
  return { startTime: String(last?.at), id: String(last?.id) };
}
