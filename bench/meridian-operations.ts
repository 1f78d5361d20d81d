import type { OperationName, Variables } from './operations.ts';

/** Writes what Meridian's arguments take, which is opaque to callers. */
export interface Encoders {
  readonly rideId: (region: string, id: string) => string;
  readonly vehicleId: (region: string, id: string) => string;
  readonly userCursor: (id: string) => string;
}

interface Operation {
  readonly query: string;
  readonly variables: (v: Variables, cursor: string | undefined) => object;
  readonly firstPage?: { readonly query: string; readonly variables: (v: Variables) => object };
}

const ridesAbove = 'region: $region, where: { revenue: { gte: $revenue } }, first: 50';

export function meridianOperations(encode: Encoders): Readonly<Record<OperationName, Operation>> {
  return {
    Q1: {
      query:
        'query Q1($id: ID!) { ride(id: $id) { id city startTime rider { id name city } vehicle { id type status } } }',
      variables: (v) => ({ id: encode.rideId(v.region, v.rideId) }),
    },
    Q2: {
      query:
        'query Q2($region: Region!) { vehicles(region: $region, first: 50) { nodes { id city type status creationTime currentLocation } } }',
      variables: (v) => ({ region: v.region.toUpperCase() }),
    },
    Q3: {
      query: `query Q3($region: Region!, $after: String!) { users(region: $region, first: 20, after: $after) {
        nodes { id name rides(first: 10) { nodes { id startTime vehicle { id type owner { id name } } } } } } }`,
      variables: (v) => ({ region: v.region.toUpperCase(), after: encode.userCursor(v.userId) }),
    },
    Q4: {
      query: `query Q4($region: Region!, $revenue: Decimal!, $after: String!) {
        rides(${ridesAbove}, after: $after) { totalCount nodes { id startTime revenue } } }`,
      variables: (v, cursor) => ({ region: v.region.toUpperCase(), revenue: v.revenue, after: cursor }),
      firstPage: {
        query: `query Q4First($region: Region!, $revenue: Decimal!) {
          rides(${ridesAbove}) { pageInfo { endCursor } } }`,
        variables: (v) => ({ region: v.region.toUpperCase(), revenue: v.revenue }),
      },
    },
    Q5: {
      query: `query Q5($region: Region!) { rides(region: $region, first: 200) {
        nodes { id region city startAddress endAddress startTime endTime revenue version vehicleCity: city } } }`,
      variables: (v) => ({ region: v.region.toUpperCase() }),
    },
    M1: {
      query: `mutation M1($vehicle: ID!) {
        startRide(input: { vehicleId: $vehicle }) { ride { id vehicle { id city type } } } }`,
      variables: (v) => ({ vehicle: encode.vehicleId(v.region, v.vehicleId) }),
    },
  };
}
