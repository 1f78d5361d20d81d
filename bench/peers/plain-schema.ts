/** The schema that the hand-built peers serve: what a team would write that had only these screens to feed. */
export const typeDefs = /* GraphQL */ `
  scalar DateTime
  scalar Decimal
  type User { id: ID! city: String! name: String rides(first: Int!): [Ride!]! }
  type Vehicle { id: ID! city: String! type: String creationTime: DateTime! status: String currentLocation: String owner: User }
  type Ride {
    id: ID! region: String! city: String! startAddress: String endAddress: String startTime: DateTime! endTime: DateTime
    revenue: Decimal version: Int! vehicleCity: String rider: User vehicle: Vehicle
  }
  type RidePage { totalCount: Int! nodes: [Ride!]! }
  type Query {
    ride(region: String!, id: ID!): Ride
    vehicles(region: String!, first: Int!): [Vehicle!]!
    users(region: String!, first: Int!, after: ID): [User!]!
    rides(region: String!, first: Int!): [Ride!]!
    ridesPage(region: String!, minRevenue: Decimal!, first: Int!, afterTime: DateTime!, afterId: ID!): RidePage!
  }
  type Mutation { startRide(region: String!, riderId: ID!, vehicleId: ID!): Ride! }
`;

import type { OperationName, Variables } from '../operations.ts';

export const plainOperations: Readonly<
  Record<OperationName, { query: string; variables: (v: Variables) => object; field: string }>
> = {
  Q1: {
    query:
      'query Q1($region: String!, $id: ID!) { ride(region: $region, id: $id) { id city startTime rider { id name city } vehicle { id type status } } }',
    variables: (v) => ({ region: v.region, id: v.rideId }),
    field: 'ride',
  },
  Q2: {
    query:
      'query Q2($region: String!) { vehicles(region: $region, first: 50) { id city type status creationTime currentLocation } }',
    variables: (v) => ({ region: v.region }),
    field: 'vehicles',
  },
  Q3: {
    query:
      'query Q3($region: String!, $after: ID) { users(region: $region, first: 20, after: $after) { id name rides(first: 10) { id startTime vehicle { id type owner { id name } } } } }',
    variables: (v) => ({ region: v.region, after: v.userId }),
    field: 'users',
  },
  Q4: {
    query:
      'query Q4($region: String!, $revenue: Decimal!, $time: DateTime!, $id: ID!) { ridesPage(region: $region, minRevenue: $revenue, first: 50, afterTime: $time, afterId: $id) { totalCount nodes { id startTime revenue } } }',
    variables: (v) => ({ region: v.region, revenue: v.revenue, time: v.after.startTime, id: v.after.id }),
    field: 'ridesPage',
  },
  Q5: {
    query:
      'query Q5($region: String!) { rides(region: $region, first: 200) { id region city startAddress endAddress startTime endTime revenue version vehicleCity } }',
    variables: (v) => ({ region: v.region }),
    field: 'rides',
  },
  M1: {
    query:
      'mutation M1($region: String!, $rider: ID!, $vehicle: ID!) { startRide(region: $region, riderId: $rider, vehicleId: $vehicle) { id vehicle { id city type } } }',
    variables: (v) => ({ region: v.region, rider: v.riderId, vehicle: v.vehicleId }),
    field: 'startRide',
  },
};
