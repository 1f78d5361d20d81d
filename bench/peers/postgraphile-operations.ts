import type { OperationName, Variables } from '../operations.ts';

/** PostGraphile has no verb of its own for a ride: a function in the database, as its documentation recommends. */
export const startRideFunction = `
  create or replace function start_ride(region crdb_internal_region, rider uuid, vehicle uuid) returns rides as $$
    with chosen as (
      update vehicles set status = 'in_use', version = version + 1
      where crdb_region = region and id = vehicle and status = 'available' returning city)
    insert into rides (crdb_region, id, city, vehicle_city, rider_id, vehicle_id, start_time, version)
    select region, gen_random_uuid(), city, city, rider, vehicle, now() at time zone 'utc', 1 from chosen
    returning *
  $$ language sql volatile`;

interface Operation {
  readonly query: string;
  readonly variables: (v: Variables, cursor: string | undefined) => object;
  readonly field: string;
  /** The query, of the same variables, whose `endCursor` the operation goes on from. */
  readonly firstPage?: { readonly query: string; readonly variables: (v: Variables) => object };
}

const ridesAbove = `filter: { crdbRegion: { equalTo: $region }, revenue: { greaterThanOrEqualTo: $revenue } }, orderBy: [START_TIME_DESC, ROW_ID_DESC]`;

export const postgraphileOperations: Readonly<Record<OperationName, Operation>> = {
  Q1: {
    query: `query Q1($region: CrdbInternalRegion!, $id: UUID!) {
      ride: rideByCrdbRegionAndRowId(crdbRegion: $region, rowId: $id) { id: rowId city startTime
        rider: userByCrdbRegionAndRiderId { id: rowId name city }
        vehicle: vehicleByCrdbRegionAndVehicleId { id: rowId type status } } }`,
    variables: (v) => ({ region: v.region, id: v.rideId }),
    field: 'ride',
  },
  Q2: {
    query: `query Q2($region: CrdbInternalRegion!) {
      vehicles: allVehicles(condition: { crdbRegion: $region }, first: 50, orderBy: [CREATION_TIME_DESC, ROW_ID_DESC]) {
        nodes { id: rowId city type status creationTime currentLocation } } }`,
    variables: (v) => ({ region: v.region }),
    field: 'vehicles',
  },
  Q3: {
    query: `query Q3($region: CrdbInternalRegion!, $after: UUID!) {
      users: allUsers(filter: { crdbRegion: { equalTo: $region }, rowId: { greaterThan: $after } }, first: 20, orderBy: [ROW_ID_ASC]) {
        nodes { id: rowId name rides: ridesByCrdbRegionAndRiderId(first: 10, orderBy: [START_TIME_DESC, ROW_ID_DESC]) {
          nodes { id: rowId startTime vehicle: vehicleByCrdbRegionAndVehicleId { id: rowId type
            owner: userByCrdbRegionAndOwnerId { id: rowId name } } } } } } }`,
    variables: (v) => ({ region: v.region, after: v.userId }),
    field: 'users',
  },
  Q4: {
    query: `query Q4($region: CrdbInternalRegion!, $revenue: BigFloat!, $after: Cursor!) {
      rides: allRides(${ridesAbove}, first: 50, after: $after) { totalCount nodes { id: rowId startTime revenue } } }`,
    variables: (v, cursor) => ({ region: v.region, revenue: v.revenue, after: cursor }),
    field: 'rides',
    firstPage: {
      query: `query Q4First($region: CrdbInternalRegion!, $revenue: BigFloat!) {
        rides: allRides(${ridesAbove}, first: 50) { pageInfo { endCursor } } }`,
      variables: (v) => ({ region: v.region, revenue: v.revenue }),
    },
  },
  Q5: {
    query: `query Q5($region: CrdbInternalRegion!) {
      rides: allRides(condition: { crdbRegion: $region }, first: 200, orderBy: [START_TIME_DESC, ROW_ID_DESC]) {
        nodes { id: rowId crdbRegion city startAddress endAddress startTime endTime revenue version vehicleCity } } }`,
    variables: (v) => ({ region: v.region }),
    field: 'rides',
  },
  M1: {
    query: `mutation M1($region: CrdbInternalRegion!, $rider: UUID!, $vehicle: UUID!) {
      startRide(input: { region: $region, rider: $rider, vehicle: $vehicle }) {
        result { id: rowId vehicle: vehicleByCrdbRegionAndVehicleId { id: rowId city type } } } }`,
    variables: (v) => ({ region: v.region, rider: v.riderId, vehicle: v.vehicleId }),
    field: 'startRide',
  },
};
