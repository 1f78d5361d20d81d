// Written by npm run generate from schema/*.graphql and schema/tables. Do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PromoCodeRow, RideRow, UserRow, UserPromoCodeRow, VehicleRow, VehicleLocationRow } from './rows.generated.ts';
import type { RequestContext } from '../src/graphql/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number of 64 bits, as a string, for a JSON number would round it: `"12"`. */
  BigInt: { input: string; output: string; }
  /** An instant in UTC, RFC 3339, to the microsecond: `2026-01-31T12:00:00.000001Z`. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number, as a string: `"12.50"`. */
  Decimal: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** The name of a row rule, such as `self`. */
  Policy: { input: string; output: string; }
  /** A scope name, such as `rides.read`. */
  Scope: { input: string; output: string; }
};

/** A vehicle to share. */
export type AddVehicleInput = {
  /** The city, which decides the region. The owner must live in that region. */
  readonly city: Scalars['String']['input'];
  /** The address where it stands. */
  readonly currentLocation?: InputMaybe<Scalars['String']['input']>;
  /** What to note about it, such as colour and brand. */
  readonly ext?: InputMaybe<Scalars['JSON']['input']>;
  /** What kind of vehicle it is. */
  readonly type: VehicleType;
};

/** The result of `addVehicle`. */
export type AddVehiclePayload = {
  readonly __typename?: 'AddVehiclePayload';
  /** The new vehicle. */
  readonly vehicle?: Maybe<Vehicle>;
};

/** A code to apply. */
export type ApplyPromoCodeInput = {
  /** The code. It must exist and not have expired. */
  readonly code: Scalars['String']['input'];
};

/** The result of `applyPromoCode`. */
export type ApplyPromoCodePayload = {
  readonly __typename?: 'ApplyPromoCodePayload';
  /** The code as applied. */
  readonly userPromoCode?: Maybe<UserPromoCode>;
};

/** A vehicle among several to share. */
export type CreateVehicleInput = {
  /** The city. The owner must live in its region, and all vehicles of one request lie in one region. */
  readonly city: Scalars['String']['input'];
  /** The address where it stands. */
  readonly currentLocation?: InputMaybe<Scalars['String']['input']>;
  /** What to note about it, such as colour and brand. */
  readonly ext?: InputMaybe<Scalars['JSON']['input']>;
  /** What kind of vehicle it is. */
  readonly type: VehicleType;
};

/** The result of `createVehicles`. */
export type CreateVehiclesPayload = {
  readonly __typename?: 'CreateVehiclesPayload';
  /** The new vehicles, in the order of the request. */
  readonly vehicles?: Maybe<ReadonlyArray<Vehicle>>;
};

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type DateTimeFilter = {
  /** From one value to another, both included. */
  readonly between?: InputMaybe<DateTimeRange>;
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Greater than this. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Greater than this or equal to it. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Less than this or equal to it. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<Scalars['DateTime']['input']>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
};

/** From one value to another, both included. */
export type DateTimeRange = {
  /** The least. */
  readonly from: Scalars['DateTime']['input'];
  /** The greatest. */
  readonly to: Scalars['DateTime']['input'];
};

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type DecimalFilter = {
  /** From one value to another, both included. */
  readonly between?: InputMaybe<DecimalRange>;
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['Decimal']['input']>;
  /** Greater than this. */
  readonly gt?: InputMaybe<Scalars['Decimal']['input']>;
  /** Greater than this or equal to it. */
  readonly gte?: InputMaybe<Scalars['Decimal']['input']>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Decimal']['input']>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this. */
  readonly lt?: InputMaybe<Scalars['Decimal']['input']>;
  /** Less than this or equal to it. */
  readonly lte?: InputMaybe<Scalars['Decimal']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<Scalars['Decimal']['input']>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['Decimal']['input']>>;
};

/** From one value to another, both included. */
export type DecimalRange = {
  /** The least. */
  readonly from: Scalars['Decimal']['input'];
  /** The greatest. */
  readonly to: Scalars['Decimal']['input'];
};

/** A vehicle to delete. */
export type DeleteVehicleInput = {
  /** Refuse with `CONFLICT` when the vehicle's `version` is another. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The vehicle, which must be the calling user's and never have been ridden. */
  readonly id: Scalars['ID']['input'];
};

/** The result of `deleteVehicle`. */
export type DeleteVehiclePayload = {
  readonly __typename?: 'DeleteVehiclePayload';
  /** The vehicle as it was. */
  readonly vehicle?: Maybe<Vehicle>;
};

/** The result of `deleteVehicles`. */
export type DeleteVehiclesPayload = {
  readonly __typename?: 'DeleteVehiclesPayload';
  /** The vehicles as they were, in the order of the request. */
  readonly vehicles?: Maybe<ReadonlyArray<Vehicle>>;
};

/** A ride to end. */
export type EndRideInput = {
  /** Where the ride ends. */
  readonly endAddress?: InputMaybe<Scalars['String']['input']>;
  /** Refuse with `CONFLICT` when the ride's `version` is another. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** What the ride earned, in US dollars: at most 8 digits before the point and 2 after it. */
  readonly revenue: Scalars['Decimal']['input'];
  /** The ride, which must be the calling user's and not ended. */
  readonly rideId: Scalars['ID']['input'];
};

/** The result of `endRide`. */
export type EndRidePayload = {
  readonly __typename?: 'EndRidePayload';
  /** The ride that ended. */
  readonly ride?: Maybe<Ride>;
};

/** A vehicle of a user who registers. */
export type FirstVehicleInput = {
  /** The address where it stands. */
  readonly currentLocation?: InputMaybe<Scalars['String']['input']>;
  /** What to note about it, such as colour and brand. */
  readonly ext?: InputMaybe<Scalars['JSON']['input']>;
  /** What kind of vehicle it is. */
  readonly type: VehicleType;
};

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type FloatFilter = {
  /** From one value to another, both included. */
  readonly between?: InputMaybe<FloatRange>;
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['Float']['input']>;
  /** Greater than this. */
  readonly gt?: InputMaybe<Scalars['Float']['input']>;
  /** Greater than this or equal to it. */
  readonly gte?: InputMaybe<Scalars['Float']['input']>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Float']['input']>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this. */
  readonly lt?: InputMaybe<Scalars['Float']['input']>;
  /** Less than this or equal to it. */
  readonly lte?: InputMaybe<Scalars['Float']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<Scalars['Float']['input']>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['Float']['input']>>;
};

/** From one value to another, both included. */
export type FloatRange = {
  /** The least. */
  readonly from: Scalars['Float']['input'];
  /** The greatest. */
  readonly to: Scalars['Float']['input'];
};

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type IdFilter = {
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<Scalars['ID']['input']>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type IntFilter = {
  /** From one value to another, both included. */
  readonly between?: InputMaybe<IntRange>;
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than this. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than this or equal to it. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** Less than this or equal to it. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<Scalars['Int']['input']>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
};

/** From one value to another, both included. */
export type IntRange = {
  /** The least. */
  readonly from: Scalars['Int']['input'];
  /** The greatest. */
  readonly to: Scalars['Int']['input'];
};

/** Conditions on a JSON value; all that are given must hold. */
export type JsonFilter = {
  /** Equal to this as JSON: keys have no order, and 1 is 1.0. */
  readonly eq?: InputMaybe<Scalars['JSON']['input']>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** The keys that lead to the value compared; by default the whole. Positions of arrays are numbers in strings. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds a vehicle that the calling user owns. */
  readonly addVehicle?: Maybe<AddVehiclePayload>;
  /** Applies a promotion code for the calling user. */
  readonly applyPromoCode?: Maybe<ApplyPromoCodePayload>;
  /** Adds vehicles that the calling user owns; all of them, or none. */
  readonly createVehicles?: Maybe<CreateVehiclesPayload>;
  /** Deletes a vehicle that the calling user owns. */
  readonly deleteVehicle?: Maybe<DeleteVehiclePayload>;
  /** Deletes vehicles that the calling user owns, all in one region; all of them, or none. */
  readonly deleteVehicles?: Maybe<DeleteVehiclesPayload>;
  /** Ends a ride of the calling user and makes the vehicle available. */
  readonly endRide?: Maybe<EndRidePayload>;
  /** Records where the vehicle of a ride is. */
  readonly recordLocation?: Maybe<RecordLocationPayload>;
  /** Creates the row of the calling user and the user's first vehicles; all of them, or nothing. */
  readonly registerOwner?: Maybe<RegisterOwnerPayload>;
  /** Creates the row of the calling user, whose id is the token's subject. */
  readonly registerUser?: Maybe<RegisterUserPayload>;
  /** Starts a ride of the calling user and marks the vehicle as in use. */
  readonly startRide?: Maybe<StartRidePayload>;
  /** Changes the calling user's own row. */
  readonly updateUser?: Maybe<UpdateUserPayload>;
  /** Changes a vehicle that the calling user owns. */
  readonly updateVehicle?: Maybe<UpdateVehiclePayload>;
  /** Changes vehicles that the calling user owns, all in one region; all of them, or none. */
  readonly updateVehicles?: Maybe<UpdateVehiclesPayload>;
  /** Makes a promotion, or changes the one with this code. */
  readonly upsertPromoCode?: Maybe<UpsertPromoCodePayload>;
  /** Makes promotions, or changes those with these codes; all of them, or none. */
  readonly upsertPromoCodes?: Maybe<UpsertPromoCodesPayload>;
};


export type MutationAddVehicleArgs = {
  input: AddVehicleInput;
};


export type MutationApplyPromoCodeArgs = {
  input: ApplyPromoCodeInput;
};


export type MutationCreateVehiclesArgs = {
  vehicles: ReadonlyArray<CreateVehicleInput>;
};


export type MutationDeleteVehicleArgs = {
  input: DeleteVehicleInput;
};


export type MutationDeleteVehiclesArgs = {
  vehicles: ReadonlyArray<DeleteVehicleInput>;
};


export type MutationEndRideArgs = {
  input: EndRideInput;
};


export type MutationRecordLocationArgs = {
  input: RecordLocationInput;
};


export type MutationRegisterOwnerArgs = {
  input: RegisterOwnerInput;
};


export type MutationRegisterUserArgs = {
  input: RegisterUserInput;
};


export type MutationStartRideArgs = {
  input: StartRideInput;
};


export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};


export type MutationUpdateVehicleArgs = {
  input: UpdateVehicleInput;
};


export type MutationUpdateVehiclesArgs = {
  vehicles: ReadonlyArray<UpdateVehicleInput>;
};


export type MutationUpsertPromoCodeArgs = {
  input: UpsertPromoCodeInput;
};


export type MutationUpsertPromoCodesArgs = {
  promoCodes: ReadonlyArray<UpsertPromoCodesInput>;
};

/** An object with an id that is unique over all types and regions (Relay's Global Object Identification). */
export type Node = {
  /** Opaque. Names the type, the region and the row. */
  readonly id: Scalars['ID']['output'];
};

/** Where a connection's page ends, and what lies beyond it (Relay's Cursor Connections). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge, null where the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more edges follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether more edges precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge, null where the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A promotion. It is the same in all regions. */
export type PromoCode = Node & {
  readonly __typename?: 'PromoCode';
  /** What a user enters. */
  readonly code: Scalars['String']['output'];
  /** When it was made. */
  readonly creationTime: Scalars['DateTime']['output'];
  /** What it is about. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** When it ends. */
  readonly expirationTime?: Maybe<Scalars['DateTime']['output']>;
  /** The promotion's id. */
  readonly id: Scalars['ID']['output'];
  /** What it is worth, and to whom. */
  readonly rules?: Maybe<Scalars['JSON']['output']>;
  /** Counts the changes of the row, from 1. */
  readonly version: Scalars['Int']['output'];
};

/** A page of promotions. */
export type PromoCodeConnection = {
  readonly __typename?: 'PromoCodeConnection';
  /** The promotions with their cursors. */
  readonly edges: ReadonlyArray<PromoCodeEdge>;
  /** The promotions. */
  readonly nodes: ReadonlyArray<PromoCode>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The number of rows in all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A promotion in a page. */
export type PromoCodeEdge = {
  readonly __typename?: 'PromoCodeEdge';
  /** The position of the promotion in the connection. */
  readonly cursor: Scalars['String']['output'];
  /** The promotion. */
  readonly node: PromoCode;
};

/** Which rows of PromoCode: all conditions that are given must hold. Each asks for the scopes of its field. */
export type PromoCodeFilter = {
  /** All of these. */
  readonly and?: InputMaybe<ReadonlyArray<PromoCodeFilter>>;
  /** By the field `code`. */
  readonly code?: InputMaybe<StringFilter>;
  /** By the field `creationTime`. */
  readonly creationTime?: InputMaybe<DateTimeFilter>;
  /** By the field `description`. */
  readonly description?: InputMaybe<StringFilter>;
  /** By the field `expirationTime`. */
  readonly expirationTime?: InputMaybe<DateTimeFilter>;
  /** By the field `id`. */
  readonly id?: InputMaybe<IdFilter>;
  /** All rows for which this does not hold. */
  readonly not?: InputMaybe<PromoCodeFilter>;
  /** At least one of these. */
  readonly or?: InputMaybe<ReadonlyArray<PromoCodeFilter>>;
  /** By the field `rules`. */
  readonly rules?: InputMaybe<JsonFilter>;
};

/** Conditions on the rows of PromoCode that belong to a row. */
export type PromoCodeListFilter = {
  /** Each of them meets this; so it is where there are none. */
  readonly every?: InputMaybe<PromoCodeFilter>;
  /** None of them meets this. */
  readonly none?: InputMaybe<PromoCodeFilter>;
  /** At least one of them meets this. */
  readonly some?: InputMaybe<PromoCodeFilter>;
};

/** Orders of PromoCode's rows. */
export type PromoCodeOrder =
  /** By `code`, least first. */
  | 'CODE_ASC'
  /** By `code`, greatest first. */
  | 'CODE_DESC'
  /** By `creationTime`, least first. */
  | 'CREATION_TIME_ASC'
  /** By `creationTime`, greatest first. */
  | 'CREATION_TIME_DESC'
  /** By `id`, least first. */
  | 'ID_ASC'
  /** By `id`, greatest first. */
  | 'ID_DESC';

export type Query = {
  readonly __typename?: 'Query';
  /** The caller's own user row, null where the token's subject has none. */
  readonly me?: Maybe<User>;
  /** The object with this id, null where there is none. Its type's scopes apply. */
  readonly node?: Maybe<Node>;
  /** The objects with these ids, in their order, null where there is none. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** The promotion with this code. */
  readonly promoCode?: Maybe<PromoCode>;
  /** The promotions, by code. */
  readonly promoCodes?: Maybe<PromoCodeConnection>;
  /** The ride with this id. */
  readonly ride?: Maybe<Ride>;
  /** The rides of a region, newest first. */
  readonly rides?: Maybe<RideConnection>;
  /** What the rides of a region make together. */
  readonly ridesAggregate?: Maybe<RideAggregate>;
  /** The same of each group of rides that share values. */
  readonly ridesGroups?: Maybe<ReadonlyArray<RideGroup>>;
  /** The user with this id. */
  readonly user?: Maybe<User>;
  /** The code that a user applied. */
  readonly userPromoCode?: Maybe<UserPromoCode>;
  /** The codes applied in a region, newest first. */
  readonly userPromoCodes?: Maybe<UserPromoCodeConnection>;
  /** The users of a region, by id. */
  readonly users?: Maybe<UserConnection>;
  /** What the users of a region make together. */
  readonly usersAggregate?: Maybe<UserAggregate>;
  /** The same of each group of users that share values. */
  readonly usersGroups?: Maybe<ReadonlyArray<UserGroup>>;
  /** The vehicle with this id. */
  readonly vehicle?: Maybe<Vehicle>;
  /** The location of a ride at a moment. */
  readonly vehicleLocation?: Maybe<VehicleLocation>;
  /** The locations recorded in a region, latest first. */
  readonly vehicleLocations?: Maybe<VehicleLocationConnection>;
  /** The vehicles of a region, newest first. */
  readonly vehicles?: Maybe<VehicleConnection>;
  /** What the vehicles of a region make together. */
  readonly vehiclesAggregate?: Maybe<VehicleAggregate>;
  /** The same of each group of vehicles that share values. */
  readonly vehiclesGroups?: Maybe<ReadonlyArray<VehicleGroup>>;
};


export type QueryMeArgs = {
  region?: InputMaybe<Region>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryPromoCodeArgs = {
  code: Scalars['String']['input'];
};


export type QueryPromoCodesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PromoCodeOrder>>;
  where?: InputMaybe<PromoCodeFilter>;
};


export type QueryRideArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRidesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<RideOrder>>;
  region: Region;
  where?: InputMaybe<RideFilter>;
};


export type QueryRidesAggregateArgs = {
  region: Region;
  where?: InputMaybe<RideFilter>;
};


export type QueryRidesGroupsArgs = {
  by: ReadonlyArray<RideGroupKey>;
  first?: InputMaybe<Scalars['Int']['input']>;
  region: Region;
  where?: InputMaybe<RideFilter>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUserPromoCodeArgs = {
  code: Scalars['String']['input'];
  userId: Scalars['ID']['input'];
};


export type QueryUserPromoCodesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<UserPromoCodeOrder>>;
  region: Region;
  where?: InputMaybe<UserPromoCodeFilter>;
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<UserOrder>>;
  region: Region;
  where?: InputMaybe<UserFilter>;
};


export type QueryUsersAggregateArgs = {
  region: Region;
  where?: InputMaybe<UserFilter>;
};


export type QueryUsersGroupsArgs = {
  by: ReadonlyArray<UserGroupKey>;
  first?: InputMaybe<Scalars['Int']['input']>;
  region: Region;
  where?: InputMaybe<UserFilter>;
};


export type QueryVehicleArgs = {
  id: Scalars['ID']['input'];
};


export type QueryVehicleLocationArgs = {
  rideId: Scalars['ID']['input'];
  timestamp: Scalars['DateTime']['input'];
};


export type QueryVehicleLocationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<VehicleLocationOrder>>;
  region: Region;
  where?: InputMaybe<VehicleLocationFilter>;
};


export type QueryVehiclesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<VehicleOrder>>;
  region: Region;
  where?: InputMaybe<VehicleFilter>;
};


export type QueryVehiclesAggregateArgs = {
  region: Region;
  where?: InputMaybe<VehicleFilter>;
};


export type QueryVehiclesGroupsArgs = {
  by: ReadonlyArray<VehicleGroupKey>;
  first?: InputMaybe<Scalars['Int']['input']>;
  region: Region;
  where?: InputMaybe<VehicleFilter>;
};

/** A position to record. */
export type RecordLocationInput = {
  /** Degrees north, from -90 to 90. */
  readonly lat: Scalars['Float']['input'];
  /** Degrees east, from -180 to 180. */
  readonly long: Scalars['Float']['input'];
  /** The ride, which must be the calling user's and not ended. */
  readonly rideId: Scalars['ID']['input'];
  /** The moment; by default now. */
  readonly timestamp?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The result of `recordLocation`. */
export type RecordLocationPayload = {
  readonly __typename?: 'RecordLocationPayload';
  /** The location recorded. */
  readonly location?: Maybe<VehicleLocation>;
};

/** An Azure region. A row lives in one and is read and written only there. */
export type Region =
  /** East US, Virginia. */
  | 'EASTUS'
  /** Southeast Asia, Singapore. */
  | 'SOUTHEASTASIA'
  /** West Europe, Netherlands. */
  | 'WESTEUROPE';

/** Who registers with vehicles to share, and where. */
export type RegisterOwnerInput = {
  /** The street address. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** The city, which decides the region. */
  readonly city: Scalars['String']['input'];
  /** The credit card number. */
  readonly creditCard?: InputMaybe<Scalars['String']['input']>;
  /** The user's name. */
  readonly name: Scalars['String']['input'];
  /** The first vehicles, 20 at most. They stand in the user's city. */
  readonly vehicles: ReadonlyArray<FirstVehicleInput>;
};

/** The result of `registerOwner`. */
export type RegisterOwnerPayload = {
  readonly __typename?: 'RegisterOwnerPayload';
  /** The new user. */
  readonly user?: Maybe<User>;
};

/** Who registers, and where. */
export type RegisterUserInput = {
  /** The street address. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** The city, which decides the region. */
  readonly city: Scalars['String']['input'];
  /** The credit card number. */
  readonly creditCard?: InputMaybe<Scalars['String']['input']>;
  /** The user's name. */
  readonly name: Scalars['String']['input'];
};

/** The result of `registerUser`. */
export type RegisterUserPayload = {
  readonly __typename?: 'RegisterUserPayload';
  /** The new user. */
  readonly user?: Maybe<User>;
};

/** One trip of a user on a vehicle. */
export type Ride = Node & {
  readonly __typename?: 'Ride';
  /** The city where the ride takes place, which decides the region. */
  readonly city: Scalars['String']['output'];
  /** Where it ended, null while it goes on. */
  readonly endAddress?: Maybe<Scalars['String']['output']>;
  /** When it ended, null while it goes on. */
  readonly endTime?: Maybe<Scalars['DateTime']['output']>;
  /** The ride's id. */
  readonly id: Scalars['ID']['output'];
  /** Where the vehicle was during the ride, latest first. */
  readonly locations?: Maybe<VehicleLocationConnection>;
  /** The region that the row is pinned to. */
  readonly region: Region;
  /** What the ride earned, in US dollars. */
  readonly revenue?: Maybe<Scalars['Decimal']['output']>;
  /** Who rides. */
  readonly rider?: Maybe<User>;
  /** Where it started. */
  readonly startAddress?: Maybe<Scalars['String']['output']>;
  /** When it started. */
  readonly startTime: Scalars['DateTime']['output'];
  /** What is ridden. */
  readonly vehicle?: Maybe<Vehicle>;
  /** Counts the changes of the row, from 1. */
  readonly version: Scalars['Int']['output'];
};


/** One trip of a user on a vehicle. */
export type RideLocationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<VehicleLocationOrder>>;
  where?: InputMaybe<VehicleLocationFilter>;
};

/** What rows of Ride make together. */
export type RideAggregate = {
  readonly __typename?: 'RideAggregate';
  /** Their averages, as exact as the database writes them. */
  readonly avg: RideNumbers;
  /** How many rows there are. */
  readonly count: Scalars['BigInt']['output'];
  /** The greatest values. */
  readonly max: RideExtremes;
  /** The least values. */
  readonly min: RideExtremes;
  /** The sums of the values that are not null. */
  readonly sum: RideNumbers;
};

/** A page of rides. */
export type RideConnection = {
  readonly __typename?: 'RideConnection';
  /** The rides with their cursors. */
  readonly edges: ReadonlyArray<RideEdge>;
  /** The rides. */
  readonly nodes: ReadonlyArray<Ride>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The number of rows in all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A ride in a page. */
export type RideEdge = {
  readonly __typename?: 'RideEdge';
  /** The position of the ride in the connection. */
  readonly cursor: Scalars['String']['output'];
  /** The ride. */
  readonly node: Ride;
};

/** The least or greatest values in rows of Ride; null where there are none. */
export type RideExtremes = {
  readonly __typename?: 'RideExtremes';
  /** Of the field `endTime`. */
  readonly endTime?: Maybe<Scalars['DateTime']['output']>;
  /** Of the field `revenue`. */
  readonly revenue?: Maybe<Scalars['Decimal']['output']>;
  /** Of the field `startTime`. */
  readonly startTime?: Maybe<Scalars['DateTime']['output']>;
};

/** Which rows of Ride: all conditions that are given must hold. Each asks for the scopes of its field. */
export type RideFilter = {
  /** All of these. */
  readonly and?: InputMaybe<ReadonlyArray<RideFilter>>;
  /** By the field `city`. */
  readonly city?: InputMaybe<StringFilter>;
  /** By the field `endAddress`. */
  readonly endAddress?: InputMaybe<StringFilter>;
  /** By the field `endTime`. */
  readonly endTime?: InputMaybe<DateTimeFilter>;
  /** By the field `id`. */
  readonly id?: InputMaybe<IdFilter>;
  /** By the field `locations`. */
  readonly locations?: InputMaybe<VehicleLocationListFilter>;
  /** All rows for which this does not hold. */
  readonly not?: InputMaybe<RideFilter>;
  /** At least one of these. */
  readonly or?: InputMaybe<ReadonlyArray<RideFilter>>;
  /** By the field `revenue`. */
  readonly revenue?: InputMaybe<DecimalFilter>;
  /** By the field `rider`. */
  readonly rider?: InputMaybe<UserFilter>;
  /** By the field `startAddress`. */
  readonly startAddress?: InputMaybe<StringFilter>;
  /** By the field `startTime`. */
  readonly startTime?: InputMaybe<DateTimeFilter>;
  /** By the field `vehicle`. */
  readonly vehicle?: InputMaybe<VehicleFilter>;
};

/** Rows of Ride that share values. */
export type RideGroup = {
  readonly __typename?: 'RideGroup';
  /** Their averages, as exact as the database writes them. */
  readonly avg: RideNumbers;
  /** How many rows there are. */
  readonly count: Scalars['BigInt']['output'];
  /** What the rows of the group share. */
  readonly key: RideKey;
  /** The greatest values. */
  readonly max: RideExtremes;
  /** The least values. */
  readonly min: RideExtremes;
  /** The sums of the values that are not null. */
  readonly sum: RideNumbers;
};

/** What rows of Ride can be grouped by. Each asks for the scopes of its field. */
export type RideGroupKey =
  /** By `city`. */
  | 'CITY'
  /** By `endAddress`. */
  | 'END_ADDRESS'
  /** By `rider`. */
  | 'RIDER'
  /** By `startAddress`. */
  | 'START_ADDRESS'
  /** By `vehicle`. */
  | 'VEHICLE';

/** The values that a group of rows of Ride shares. */
export type RideKey = {
  readonly __typename?: 'RideKey';
  /** The `city` of all rows of the group, where they are grouped by it. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** The `endAddress` of all rows of the group, where they are grouped by it. */
  readonly endAddress?: Maybe<Scalars['String']['output']>;
  /** The `rider` of all rows of the group, where they are grouped by it. */
  readonly rider?: Maybe<User>;
  /** The `startAddress` of all rows of the group, where they are grouped by it. */
  readonly startAddress?: Maybe<Scalars['String']['output']>;
  /** The `vehicle` of all rows of the group, where they are grouped by it. */
  readonly vehicle?: Maybe<Vehicle>;
};

/** Conditions on the rows of Ride that belong to a row. */
export type RideListFilter = {
  /** Each of them meets this; so it is where there are none. */
  readonly every?: InputMaybe<RideFilter>;
  /** None of them meets this. */
  readonly none?: InputMaybe<RideFilter>;
  /** At least one of them meets this. */
  readonly some?: InputMaybe<RideFilter>;
};

/** Sums or averages over rows of Ride; null where there are no values. */
export type RideNumbers = {
  readonly __typename?: 'RideNumbers';
  /** Of the field `revenue`. */
  readonly revenue?: Maybe<Scalars['Decimal']['output']>;
};

/** Orders of Ride's rows. */
export type RideOrder =
  /** By `city`, least first. */
  | 'CITY_ASC'
  /** By `city`, greatest first. */
  | 'CITY_DESC'
  /** By `id`, least first. */
  | 'ID_ASC'
  /** By `id`, greatest first. */
  | 'ID_DESC'
  /** By `startTime`, least first. */
  | 'START_TIME_ASC'
  /** By `startTime`, greatest first. */
  | 'START_TIME_DESC';

/** A ride to start. */
export type StartRideInput = {
  /** Where the ride starts. */
  readonly startAddress?: InputMaybe<Scalars['String']['input']>;
  /** The vehicle, which must be available. The rider is the calling user, who must live in the vehicle's region. */
  readonly vehicleId: Scalars['ID']['input'];
};

/** The result of `startRide`. */
export type StartRidePayload = {
  readonly __typename?: 'StartRidePayload';
  /** The ride that started. */
  readonly ride?: Maybe<Ride>;
};

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type StringFilter = {
  /** From one value to another, both included. */
  readonly between?: InputMaybe<StringRange>;
  /** Text that holds this somewhere, case and all. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Greater than this. */
  readonly gt?: InputMaybe<Scalars['String']['input']>;
  /** Greater than this or equal to it. */
  readonly gte?: InputMaybe<Scalars['String']['input']>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this. */
  readonly lt?: InputMaybe<Scalars['String']['input']>;
  /** Less than this or equal to it. */
  readonly lte?: InputMaybe<Scalars['String']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Text that begins with this, case and all. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** From one value to another, both included. */
export type StringRange = {
  /** The least. */
  readonly from: Scalars['String']['input'];
  /** The greatest. */
  readonly to: Scalars['String']['input'];
};

/** What to change about the calling user. What is absent is kept; null clears. */
export type UpdateUserInput = {
  /** The street address. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** A city of the same region. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** The credit card number. */
  readonly creditCard?: InputMaybe<Scalars['String']['input']>;
  /** Refuse with `CONFLICT` when the user's `version` is another. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The user, who must be the calling one. */
  readonly id: Scalars['ID']['input'];
  /** The user's name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `updateUser`. */
export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  /** The user as changed. */
  readonly user?: Maybe<User>;
};

/** What to change about a vehicle of the calling user. What is absent is kept; null clears. */
export type UpdateVehicleInput = {
  /** A city of the same region. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** The address where it stands. */
  readonly currentLocation?: InputMaybe<Scalars['String']['input']>;
  /** Refuse with `CONFLICT` when the vehicle's `version` is another. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** What to note about it, such as colour and brand. */
  readonly ext?: InputMaybe<Scalars['JSON']['input']>;
  /** The vehicle, which must be the calling user's. */
  readonly id: Scalars['ID']['input'];
  /** Whether it can be ridden. */
  readonly status?: InputMaybe<VehicleStatus>;
  /** What kind of vehicle it is. */
  readonly type?: InputMaybe<VehicleType>;
};

/** The result of `updateVehicle`. */
export type UpdateVehiclePayload = {
  readonly __typename?: 'UpdateVehiclePayload';
  /** The vehicle as changed. */
  readonly vehicle?: Maybe<Vehicle>;
};

/** The result of `updateVehicles`. */
export type UpdateVehiclesPayload = {
  readonly __typename?: 'UpdateVehiclesPayload';
  /** The vehicles as changed, in the order of the request. */
  readonly vehicles?: Maybe<ReadonlyArray<Vehicle>>;
};

/** A promotion to make, or to change: of one that is there, what is absent is kept; null clears. */
export type UpsertPromoCodeInput = {
  /** What a user enters. */
  readonly code: Scalars['String']['input'];
  /** What it is about. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Change only, and refuse with `CONFLICT` when the promotion's `version` is another. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** When it ends. */
  readonly expirationTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is worth, and to whom. */
  readonly rules?: InputMaybe<Scalars['JSON']['input']>;
};

/** The result of `upsertPromoCode`. */
export type UpsertPromoCodePayload = {
  readonly __typename?: 'UpsertPromoCodePayload';
  /** The promotion as it is now. */
  readonly promoCode?: Maybe<PromoCode>;
};

/** A promotion among several to make or to change. All name the same fields; of one that is there, null clears. */
export type UpsertPromoCodesInput = {
  /** What a user enters. */
  readonly code: Scalars['String']['input'];
  /** What it is about. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** When it ends. */
  readonly expirationTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is worth, and to whom. */
  readonly rules?: InputMaybe<Scalars['JSON']['input']>;
};

/** The result of `upsertPromoCodes`. */
export type UpsertPromoCodesPayload = {
  readonly __typename?: 'UpsertPromoCodesPayload';
  /** The promotions as they are now, in the order of the request. */
  readonly promoCodes?: Maybe<ReadonlyArray<PromoCode>>;
};

/** A person who rides, and may own vehicles. */
export type User = Node & {
  readonly __typename?: 'User';
  /** The street address. Personal: `users.pii.read`, or the user's own row. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** The city where the user lives, which decides the region. */
  readonly city: Scalars['String']['output'];
  /** The credit card number. Personal: `users.pii.read`, or the user's own row. */
  readonly creditCard?: Maybe<Scalars['String']['output']>;
  /** The user's id. */
  readonly id: Scalars['ID']['output'];
  /** The user's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The promotion codes that the user applied, newest first. */
  readonly promoCodes?: Maybe<UserPromoCodeConnection>;
  /** The region that the row is pinned to. */
  readonly region: Region;
  /** The rides that the user took, newest first. */
  readonly rides?: Maybe<RideConnection>;
  /** What the rides that the user took make together. */
  readonly ridesAggregate?: Maybe<RideAggregate>;
  /** The same of each group of them that share values. */
  readonly ridesGroups?: Maybe<ReadonlyArray<RideGroup>>;
  /** The vehicles that the user owns, newest first. */
  readonly vehicles?: Maybe<VehicleConnection>;
  /** What the vehicles that the user owns make together. */
  readonly vehiclesAggregate?: Maybe<VehicleAggregate>;
  /** Counts the changes of the row, from 1. */
  readonly version: Scalars['Int']['output'];
};


/** A person who rides, and may own vehicles. */
export type UserPromoCodesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<UserPromoCodeOrder>>;
  where?: InputMaybe<UserPromoCodeFilter>;
};


/** A person who rides, and may own vehicles. */
export type UserRidesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<RideOrder>>;
  where?: InputMaybe<RideFilter>;
};


/** A person who rides, and may own vehicles. */
export type UserRidesAggregateArgs = {
  where?: InputMaybe<RideFilter>;
};


/** A person who rides, and may own vehicles. */
export type UserRidesGroupsArgs = {
  by: ReadonlyArray<RideGroupKey>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<RideFilter>;
};


/** A person who rides, and may own vehicles. */
export type UserVehiclesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<VehicleOrder>>;
  where?: InputMaybe<VehicleFilter>;
};


/** A person who rides, and may own vehicles. */
export type UserVehiclesAggregateArgs = {
  where?: InputMaybe<VehicleFilter>;
};

/** What rows of User make together. */
export type UserAggregate = {
  readonly __typename?: 'UserAggregate';
  /** How many rows there are. */
  readonly count: Scalars['BigInt']['output'];
};

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The users with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The number of rows in all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A user in a page. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** The position of the user in the connection. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** Which rows of User: all conditions that are given must hold. Each asks for the scopes of its field. */
export type UserFilter = {
  /** By the field `address`. */
  readonly address?: InputMaybe<StringFilter>;
  /** All of these. */
  readonly and?: InputMaybe<ReadonlyArray<UserFilter>>;
  /** By the field `city`. */
  readonly city?: InputMaybe<StringFilter>;
  /** By the field `creditCard`. */
  readonly creditCard?: InputMaybe<StringFilter>;
  /** By the field `id`. */
  readonly id?: InputMaybe<IdFilter>;
  /** By the field `name`. */
  readonly name?: InputMaybe<StringFilter>;
  /** All rows for which this does not hold. */
  readonly not?: InputMaybe<UserFilter>;
  /** At least one of these. */
  readonly or?: InputMaybe<ReadonlyArray<UserFilter>>;
  /** By the field `promoCodes`. */
  readonly promoCodes?: InputMaybe<UserPromoCodeListFilter>;
  /** By the field `rides`. */
  readonly rides?: InputMaybe<RideListFilter>;
  /** By the field `vehicles`. */
  readonly vehicles?: InputMaybe<VehicleListFilter>;
};

/** Rows of User that share values. */
export type UserGroup = {
  readonly __typename?: 'UserGroup';
  /** How many rows there are. */
  readonly count: Scalars['BigInt']['output'];
  /** What the rows of the group share. */
  readonly key: UserKey;
};

/** What rows of User can be grouped by. Each asks for the scopes of its field. */
export type UserGroupKey =
  /** By `address`. */
  | 'ADDRESS'
  /** By `city`. */
  | 'CITY'
  /** By `creditCard`. */
  | 'CREDIT_CARD'
  /** By `name`. */
  | 'NAME';

/** The values that a group of rows of User shares. */
export type UserKey = {
  readonly __typename?: 'UserKey';
  /** The `address` of all rows of the group, where they are grouped by it. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** The `city` of all rows of the group, where they are grouped by it. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** The `creditCard` of all rows of the group, where they are grouped by it. */
  readonly creditCard?: Maybe<Scalars['String']['output']>;
  /** The `name` of all rows of the group, where they are grouped by it. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** Conditions on the rows of User that belong to a row. */
export type UserListFilter = {
  /** Each of them meets this; so it is where there are none. */
  readonly every?: InputMaybe<UserFilter>;
  /** None of them meets this. */
  readonly none?: InputMaybe<UserFilter>;
  /** At least one of them meets this. */
  readonly some?: InputMaybe<UserFilter>;
};

/** Orders of User's rows. */
export type UserOrder =
  /** By `city`, least first. */
  | 'CITY_ASC'
  /** By `city`, greatest first. */
  | 'CITY_DESC'
  /** By `id`, least first. */
  | 'ID_ASC'
  /** By `id`, greatest first. */
  | 'ID_DESC';

/** A promotion code that a user applied. */
export type UserPromoCode = {
  readonly __typename?: 'UserPromoCode';
  /** The city where the user lives. */
  readonly city: Scalars['String']['output'];
  /** The code. */
  readonly code: Scalars['String']['output'];
  /** The promotion. */
  readonly promoCode?: Maybe<PromoCode>;
  /** The region that the row is pinned to. */
  readonly region: Region;
  /** When it was first applied. */
  readonly timestamp: Scalars['DateTime']['output'];
  /** How often it was applied. */
  readonly usageCount: Scalars['Int']['output'];
  /** Who applied it. */
  readonly user?: Maybe<User>;
  /** Counts the changes of the row, from 1. */
  readonly version: Scalars['Int']['output'];
};

/** A page of applied codes. */
export type UserPromoCodeConnection = {
  readonly __typename?: 'UserPromoCodeConnection';
  /** The applied codes with their cursors. */
  readonly edges: ReadonlyArray<UserPromoCodeEdge>;
  /** The applied codes. */
  readonly nodes: ReadonlyArray<UserPromoCode>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The number of rows in all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An applied code in a page. */
export type UserPromoCodeEdge = {
  readonly __typename?: 'UserPromoCodeEdge';
  /** The position of the applied code in the connection. */
  readonly cursor: Scalars['String']['output'];
  /** The applied code. */
  readonly node: UserPromoCode;
};

/** Which rows of UserPromoCode: all conditions that are given must hold. Each asks for the scopes of its field. */
export type UserPromoCodeFilter = {
  /** All of these. */
  readonly and?: InputMaybe<ReadonlyArray<UserPromoCodeFilter>>;
  /** By the field `city`. */
  readonly city?: InputMaybe<StringFilter>;
  /** By the field `code`. */
  readonly code?: InputMaybe<StringFilter>;
  /** All rows for which this does not hold. */
  readonly not?: InputMaybe<UserPromoCodeFilter>;
  /** At least one of these. */
  readonly or?: InputMaybe<ReadonlyArray<UserPromoCodeFilter>>;
  /** By the field `promoCode`. */
  readonly promoCode?: InputMaybe<PromoCodeFilter>;
  /** By the field `timestamp`. */
  readonly timestamp?: InputMaybe<DateTimeFilter>;
  /** By the field `usageCount`. */
  readonly usageCount?: InputMaybe<IntFilter>;
  /** By the field `user`. */
  readonly user?: InputMaybe<UserFilter>;
};

/** Conditions on the rows of UserPromoCode that belong to a row. */
export type UserPromoCodeListFilter = {
  /** Each of them meets this; so it is where there are none. */
  readonly every?: InputMaybe<UserPromoCodeFilter>;
  /** None of them meets this. */
  readonly none?: InputMaybe<UserPromoCodeFilter>;
  /** At least one of them meets this. */
  readonly some?: InputMaybe<UserPromoCodeFilter>;
};

/** Orders of UserPromoCode's rows. */
export type UserPromoCodeOrder =
  /** By `city`, least first. */
  | 'CITY_ASC'
  /** By `city`, greatest first. */
  | 'CITY_DESC'
  /** By `code`, least first. */
  | 'CODE_ASC'
  /** By `code`, greatest first. */
  | 'CODE_DESC'
  /** By `timestamp`, least first. */
  | 'TIMESTAMP_ASC'
  /** By `timestamp`, greatest first. */
  | 'TIMESTAMP_DESC'
  /** By `usageCount`, least first. */
  | 'USAGE_COUNT_ASC'
  /** By `usageCount`, greatest first. */
  | 'USAGE_COUNT_DESC';

/** A vehicle that can be shared. */
export type Vehicle = Node & {
  readonly __typename?: 'Vehicle';
  /** The city where the vehicle is, which decides the region. */
  readonly city: Scalars['String']['output'];
  /** When it was added. */
  readonly creationTime: Scalars['DateTime']['output'];
  /** The address where it was last seen. */
  readonly currentLocation?: Maybe<Scalars['String']['output']>;
  /** What its owner noted about it, such as colour and brand. */
  readonly ext?: Maybe<Scalars['JSON']['output']>;
  /** The vehicle's id. */
  readonly id: Scalars['ID']['output'];
  /** Who owns it. The owner lives in the same region. */
  readonly owner?: Maybe<User>;
  /** The region that the row is pinned to. */
  readonly region: Region;
  /** The rides taken with it, newest first. */
  readonly rides?: Maybe<RideConnection>;
  /** What the rides taken with it make together. */
  readonly ridesAggregate?: Maybe<RideAggregate>;
  /** The same of each group of them that share values. */
  readonly ridesGroups?: Maybe<ReadonlyArray<RideGroup>>;
  /** Whether it can be ridden. */
  readonly status?: Maybe<VehicleStatus>;
  /** What kind of vehicle it is. */
  readonly type?: Maybe<VehicleType>;
  /** Counts the changes of the row, from 1. */
  readonly version: Scalars['Int']['output'];
};


/** A vehicle that can be shared. */
export type VehicleRidesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<RideOrder>>;
  where?: InputMaybe<RideFilter>;
};


/** A vehicle that can be shared. */
export type VehicleRidesAggregateArgs = {
  where?: InputMaybe<RideFilter>;
};


/** A vehicle that can be shared. */
export type VehicleRidesGroupsArgs = {
  by: ReadonlyArray<RideGroupKey>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<RideFilter>;
};

/** What rows of Vehicle make together. */
export type VehicleAggregate = {
  readonly __typename?: 'VehicleAggregate';
  /** How many rows there are. */
  readonly count: Scalars['BigInt']['output'];
  /** The greatest values. */
  readonly max: VehicleExtremes;
  /** The least values. */
  readonly min: VehicleExtremes;
};

/** A page of vehicles. */
export type VehicleConnection = {
  readonly __typename?: 'VehicleConnection';
  /** The vehicles with their cursors. */
  readonly edges: ReadonlyArray<VehicleEdge>;
  /** The vehicles. */
  readonly nodes: ReadonlyArray<Vehicle>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The number of rows in all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A vehicle in a page. */
export type VehicleEdge = {
  readonly __typename?: 'VehicleEdge';
  /** The position of the vehicle in the connection. */
  readonly cursor: Scalars['String']['output'];
  /** The vehicle. */
  readonly node: Vehicle;
};

/** The least or greatest values in rows of Vehicle; null where there are none. */
export type VehicleExtremes = {
  readonly __typename?: 'VehicleExtremes';
  /** Of the field `creationTime`. */
  readonly creationTime?: Maybe<Scalars['DateTime']['output']>;
};

/** Which rows of Vehicle: all conditions that are given must hold. Each asks for the scopes of its field. */
export type VehicleFilter = {
  /** All of these. */
  readonly and?: InputMaybe<ReadonlyArray<VehicleFilter>>;
  /** By the field `city`. */
  readonly city?: InputMaybe<StringFilter>;
  /** By the field `creationTime`. */
  readonly creationTime?: InputMaybe<DateTimeFilter>;
  /** By the field `currentLocation`. */
  readonly currentLocation?: InputMaybe<StringFilter>;
  /** By the field `ext`. */
  readonly ext?: InputMaybe<JsonFilter>;
  /** By the field `id`. */
  readonly id?: InputMaybe<IdFilter>;
  /** All rows for which this does not hold. */
  readonly not?: InputMaybe<VehicleFilter>;
  /** At least one of these. */
  readonly or?: InputMaybe<ReadonlyArray<VehicleFilter>>;
  /** By the field `owner`. */
  readonly owner?: InputMaybe<UserFilter>;
  /** By the field `rides`. */
  readonly rides?: InputMaybe<RideListFilter>;
  /** By the field `status`. */
  readonly status?: InputMaybe<VehicleStatusFilter>;
  /** By the field `type`. */
  readonly type?: InputMaybe<VehicleTypeFilter>;
};

/** Rows of Vehicle that share values. */
export type VehicleGroup = {
  readonly __typename?: 'VehicleGroup';
  /** How many rows there are. */
  readonly count: Scalars['BigInt']['output'];
  /** What the rows of the group share. */
  readonly key: VehicleKey;
  /** The greatest values. */
  readonly max: VehicleExtremes;
  /** The least values. */
  readonly min: VehicleExtremes;
};

/** What rows of Vehicle can be grouped by. Each asks for the scopes of its field. */
export type VehicleGroupKey =
  /** By `city`. */
  | 'CITY'
  /** By `currentLocation`. */
  | 'CURRENT_LOCATION'
  /** By `owner`. */
  | 'OWNER'
  /** By `status`. */
  | 'STATUS'
  /** By `type`. */
  | 'TYPE';

/** The values that a group of rows of Vehicle shares. */
export type VehicleKey = {
  readonly __typename?: 'VehicleKey';
  /** The `city` of all rows of the group, where they are grouped by it. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** The `currentLocation` of all rows of the group, where they are grouped by it. */
  readonly currentLocation?: Maybe<Scalars['String']['output']>;
  /** The `owner` of all rows of the group, where they are grouped by it. */
  readonly owner?: Maybe<User>;
  /** The `status` of all rows of the group, where they are grouped by it. */
  readonly status?: Maybe<VehicleStatus>;
  /** The `type` of all rows of the group, where they are grouped by it. */
  readonly type?: Maybe<VehicleType>;
};

/** Conditions on the rows of Vehicle that belong to a row. */
export type VehicleListFilter = {
  /** Each of them meets this; so it is where there are none. */
  readonly every?: InputMaybe<VehicleFilter>;
  /** None of them meets this. */
  readonly none?: InputMaybe<VehicleFilter>;
  /** At least one of them meets this. */
  readonly some?: InputMaybe<VehicleFilter>;
};

/** Where a vehicle was at one moment of a ride. */
export type VehicleLocation = {
  readonly __typename?: 'VehicleLocation';
  /** The city where the ride takes place. */
  readonly city: Scalars['String']['output'];
  /** Degrees north. */
  readonly lat?: Maybe<Scalars['Float']['output']>;
  /** Degrees east. */
  readonly long?: Maybe<Scalars['Float']['output']>;
  /** The region that the row is pinned to. */
  readonly region: Region;
  /** The ride. */
  readonly ride?: Maybe<Ride>;
  /** The moment. */
  readonly timestamp: Scalars['DateTime']['output'];
};

/** A page of locations. */
export type VehicleLocationConnection = {
  readonly __typename?: 'VehicleLocationConnection';
  /** The locations with their cursors. */
  readonly edges: ReadonlyArray<VehicleLocationEdge>;
  /** The locations. */
  readonly nodes: ReadonlyArray<VehicleLocation>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The number of rows in all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A location in a page. */
export type VehicleLocationEdge = {
  readonly __typename?: 'VehicleLocationEdge';
  /** The position of the location in the connection. */
  readonly cursor: Scalars['String']['output'];
  /** The location. */
  readonly node: VehicleLocation;
};

/** Which rows of VehicleLocation: all conditions that are given must hold. Each asks for the scopes of its field. */
export type VehicleLocationFilter = {
  /** All of these. */
  readonly and?: InputMaybe<ReadonlyArray<VehicleLocationFilter>>;
  /** By the field `city`. */
  readonly city?: InputMaybe<StringFilter>;
  /** By the field `lat`. */
  readonly lat?: InputMaybe<FloatFilter>;
  /** By the field `long`. */
  readonly long?: InputMaybe<FloatFilter>;
  /** All rows for which this does not hold. */
  readonly not?: InputMaybe<VehicleLocationFilter>;
  /** At least one of these. */
  readonly or?: InputMaybe<ReadonlyArray<VehicleLocationFilter>>;
  /** By the field `ride`. */
  readonly ride?: InputMaybe<RideFilter>;
  /** By the field `timestamp`. */
  readonly timestamp?: InputMaybe<DateTimeFilter>;
};

/** Conditions on the rows of VehicleLocation that belong to a row. */
export type VehicleLocationListFilter = {
  /** Each of them meets this; so it is where there are none. */
  readonly every?: InputMaybe<VehicleLocationFilter>;
  /** None of them meets this. */
  readonly none?: InputMaybe<VehicleLocationFilter>;
  /** At least one of them meets this. */
  readonly some?: InputMaybe<VehicleLocationFilter>;
};

/** Orders of VehicleLocation's rows. */
export type VehicleLocationOrder =
  /** By `city`, least first. */
  | 'CITY_ASC'
  /** By `city`, greatest first. */
  | 'CITY_DESC'
  /** By `timestamp`, least first. */
  | 'TIMESTAMP_ASC'
  /** By `timestamp`, greatest first. */
  | 'TIMESTAMP_DESC';

/** Orders of Vehicle's rows. */
export type VehicleOrder =
  /** By `city`, least first. */
  | 'CITY_ASC'
  /** By `city`, greatest first. */
  | 'CITY_DESC'
  /** By `creationTime`, least first. */
  | 'CREATION_TIME_ASC'
  /** By `creationTime`, greatest first. */
  | 'CREATION_TIME_DESC'
  /** By `id`, least first. */
  | 'ID_ASC'
  /** By `id`, greatest first. */
  | 'ID_DESC';

/** Whether a vehicle can be ridden. */
export type VehicleStatus =
  /** Ready to be ridden. */
  | 'AVAILABLE'
  /** On a ride. */
  | 'IN_USE'
  /** Nobody knows where it is. */
  | 'LOST';

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type VehicleStatusFilter = {
  /** Equal to this. */
  readonly eq?: InputMaybe<VehicleStatus>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<VehicleStatus>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<VehicleStatus>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<VehicleStatus>>;
};

/** What kind of vehicle it is. */
export type VehicleType =
  /** A bicycle. */
  | 'BIKE'
  /** A kick scooter. */
  | 'SCOOTER'
  /** A skateboard. */
  | 'SKATEBOARD';

/** Conditions on a value; all that are given must hold. No comparison holds for null. */
export type VehicleTypeFilter = {
  /** Equal to this. */
  readonly eq?: InputMaybe<VehicleType>;
  /** One of these, 1,000 at most. */
  readonly in?: InputMaybe<ReadonlyArray<VehicleType>>;
  /** Whether there is no value. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Other than this, and not null. */
  readonly ne?: InputMaybe<VehicleType>;
  /** None of these, and not null. */
  readonly notIn?: InputMaybe<ReadonlyArray<VehicleType>>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( PromoCodeRow )
    | ( RideRow )
    | ( UserRow )
    | ( VehicleRow )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddVehicleInput: AddVehicleInput;
  AddVehiclePayload: ResolverTypeWrapper<Omit<AddVehiclePayload, 'vehicle'> & { vehicle?: Maybe<ResolversTypes['Vehicle']> }>;
  ApplyPromoCodeInput: ApplyPromoCodeInput;
  ApplyPromoCodePayload: ResolverTypeWrapper<Omit<ApplyPromoCodePayload, 'userPromoCode'> & { userPromoCode?: Maybe<ResolversTypes['UserPromoCode']> }>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CreateVehicleInput: CreateVehicleInput;
  CreateVehiclesPayload: ResolverTypeWrapper<Omit<CreateVehiclesPayload, 'vehicles'> & { vehicles?: Maybe<ReadonlyArray<ResolversTypes['Vehicle']>> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeFilter: DateTimeFilter;
  DateTimeRange: DateTimeRange;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DecimalFilter: DecimalFilter;
  DecimalRange: DecimalRange;
  DeleteVehicleInput: DeleteVehicleInput;
  DeleteVehiclePayload: ResolverTypeWrapper<Omit<DeleteVehiclePayload, 'vehicle'> & { vehicle?: Maybe<ResolversTypes['Vehicle']> }>;
  DeleteVehiclesPayload: ResolverTypeWrapper<Omit<DeleteVehiclesPayload, 'vehicles'> & { vehicles?: Maybe<ReadonlyArray<ResolversTypes['Vehicle']>> }>;
  EndRideInput: EndRideInput;
  EndRidePayload: ResolverTypeWrapper<Omit<EndRidePayload, 'ride'> & { ride?: Maybe<ResolversTypes['Ride']> }>;
  FirstVehicleInput: FirstVehicleInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FloatFilter: FloatFilter;
  FloatRange: FloatRange;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IDFilter: IdFilter;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntFilter: IntFilter;
  IntRange: IntRange;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONFilter: JsonFilter;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Policy: ResolverTypeWrapper<Scalars['Policy']['output']>;
  PromoCode: ResolverTypeWrapper<PromoCodeRow>;
  PromoCodeConnection: ResolverTypeWrapper<Omit<PromoCodeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PromoCodeEdge']>, nodes: ReadonlyArray<ResolversTypes['PromoCode']> }>;
  PromoCodeEdge: ResolverTypeWrapper<Omit<PromoCodeEdge, 'node'> & { node: ResolversTypes['PromoCode'] }>;
  PromoCodeFilter: PromoCodeFilter;
  PromoCodeListFilter: PromoCodeListFilter;
  PromoCodeOrder: PromoCodeOrder;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordLocationInput: RecordLocationInput;
  RecordLocationPayload: ResolverTypeWrapper<Omit<RecordLocationPayload, 'location'> & { location?: Maybe<ResolversTypes['VehicleLocation']> }>;
  Region: Region;
  RegisterOwnerInput: RegisterOwnerInput;
  RegisterOwnerPayload: ResolverTypeWrapper<Omit<RegisterOwnerPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  RegisterUserInput: RegisterUserInput;
  RegisterUserPayload: ResolverTypeWrapper<Omit<RegisterUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  Ride: ResolverTypeWrapper<RideRow>;
  RideAggregate: ResolverTypeWrapper<RideAggregate>;
  RideConnection: ResolverTypeWrapper<Omit<RideConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RideEdge']>, nodes: ReadonlyArray<ResolversTypes['Ride']> }>;
  RideEdge: ResolverTypeWrapper<Omit<RideEdge, 'node'> & { node: ResolversTypes['Ride'] }>;
  RideExtremes: ResolverTypeWrapper<RideExtremes>;
  RideFilter: RideFilter;
  RideGroup: ResolverTypeWrapper<Omit<RideGroup, 'key'> & { key: ResolversTypes['RideKey'] }>;
  RideGroupKey: RideGroupKey;
  RideKey: ResolverTypeWrapper<Omit<RideKey, 'rider' | 'vehicle'> & { rider?: Maybe<ResolversTypes['User']>, vehicle?: Maybe<ResolversTypes['Vehicle']> }>;
  RideListFilter: RideListFilter;
  RideNumbers: ResolverTypeWrapper<RideNumbers>;
  RideOrder: RideOrder;
  Scope: ResolverTypeWrapper<Scalars['Scope']['output']>;
  StartRideInput: StartRideInput;
  StartRidePayload: ResolverTypeWrapper<Omit<StartRidePayload, 'ride'> & { ride?: Maybe<ResolversTypes['Ride']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringFilter: StringFilter;
  StringRange: StringRange;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<Omit<UpdateUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UpdateVehicleInput: UpdateVehicleInput;
  UpdateVehiclePayload: ResolverTypeWrapper<Omit<UpdateVehiclePayload, 'vehicle'> & { vehicle?: Maybe<ResolversTypes['Vehicle']> }>;
  UpdateVehiclesPayload: ResolverTypeWrapper<Omit<UpdateVehiclesPayload, 'vehicles'> & { vehicles?: Maybe<ReadonlyArray<ResolversTypes['Vehicle']>> }>;
  UpsertPromoCodeInput: UpsertPromoCodeInput;
  UpsertPromoCodePayload: ResolverTypeWrapper<Omit<UpsertPromoCodePayload, 'promoCode'> & { promoCode?: Maybe<ResolversTypes['PromoCode']> }>;
  UpsertPromoCodesInput: UpsertPromoCodesInput;
  UpsertPromoCodesPayload: ResolverTypeWrapper<Omit<UpsertPromoCodesPayload, 'promoCodes'> & { promoCodes?: Maybe<ReadonlyArray<ResolversTypes['PromoCode']>> }>;
  User: ResolverTypeWrapper<UserRow>;
  UserAggregate: ResolverTypeWrapper<UserAggregate>;
  UserConnection: ResolverTypeWrapper<Omit<UserConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['UserEdge']>, nodes: ReadonlyArray<ResolversTypes['User']> }>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  UserFilter: UserFilter;
  UserGroup: ResolverTypeWrapper<UserGroup>;
  UserGroupKey: UserGroupKey;
  UserKey: ResolverTypeWrapper<UserKey>;
  UserListFilter: UserListFilter;
  UserOrder: UserOrder;
  UserPromoCode: ResolverTypeWrapper<UserPromoCodeRow>;
  UserPromoCodeConnection: ResolverTypeWrapper<Omit<UserPromoCodeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['UserPromoCodeEdge']>, nodes: ReadonlyArray<ResolversTypes['UserPromoCode']> }>;
  UserPromoCodeEdge: ResolverTypeWrapper<Omit<UserPromoCodeEdge, 'node'> & { node: ResolversTypes['UserPromoCode'] }>;
  UserPromoCodeFilter: UserPromoCodeFilter;
  UserPromoCodeListFilter: UserPromoCodeListFilter;
  UserPromoCodeOrder: UserPromoCodeOrder;
  Vehicle: ResolverTypeWrapper<VehicleRow>;
  VehicleAggregate: ResolverTypeWrapper<VehicleAggregate>;
  VehicleConnection: ResolverTypeWrapper<Omit<VehicleConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['VehicleEdge']>, nodes: ReadonlyArray<ResolversTypes['Vehicle']> }>;
  VehicleEdge: ResolverTypeWrapper<Omit<VehicleEdge, 'node'> & { node: ResolversTypes['Vehicle'] }>;
  VehicleExtremes: ResolverTypeWrapper<VehicleExtremes>;
  VehicleFilter: VehicleFilter;
  VehicleGroup: ResolverTypeWrapper<Omit<VehicleGroup, 'key'> & { key: ResolversTypes['VehicleKey'] }>;
  VehicleGroupKey: VehicleGroupKey;
  VehicleKey: ResolverTypeWrapper<Omit<VehicleKey, 'owner'> & { owner?: Maybe<ResolversTypes['User']> }>;
  VehicleListFilter: VehicleListFilter;
  VehicleLocation: ResolverTypeWrapper<VehicleLocationRow>;
  VehicleLocationConnection: ResolverTypeWrapper<Omit<VehicleLocationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['VehicleLocationEdge']>, nodes: ReadonlyArray<ResolversTypes['VehicleLocation']> }>;
  VehicleLocationEdge: ResolverTypeWrapper<Omit<VehicleLocationEdge, 'node'> & { node: ResolversTypes['VehicleLocation'] }>;
  VehicleLocationFilter: VehicleLocationFilter;
  VehicleLocationListFilter: VehicleLocationListFilter;
  VehicleLocationOrder: VehicleLocationOrder;
  VehicleOrder: VehicleOrder;
  VehicleStatus: VehicleStatus;
  VehicleStatusFilter: VehicleStatusFilter;
  VehicleType: VehicleType;
  VehicleTypeFilter: VehicleTypeFilter;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddVehicleInput: AddVehicleInput;
  AddVehiclePayload: Omit<AddVehiclePayload, 'vehicle'> & { vehicle?: Maybe<ResolversParentTypes['Vehicle']> };
  ApplyPromoCodeInput: ApplyPromoCodeInput;
  ApplyPromoCodePayload: Omit<ApplyPromoCodePayload, 'userPromoCode'> & { userPromoCode?: Maybe<ResolversParentTypes['UserPromoCode']> };
  BigInt: Scalars['BigInt']['output'];
  Boolean: Scalars['Boolean']['output'];
  CreateVehicleInput: CreateVehicleInput;
  CreateVehiclesPayload: Omit<CreateVehiclesPayload, 'vehicles'> & { vehicles?: Maybe<ReadonlyArray<ResolversParentTypes['Vehicle']>> };
  DateTime: Scalars['DateTime']['output'];
  DateTimeFilter: DateTimeFilter;
  DateTimeRange: DateTimeRange;
  Decimal: Scalars['Decimal']['output'];
  DecimalFilter: DecimalFilter;
  DecimalRange: DecimalRange;
  DeleteVehicleInput: DeleteVehicleInput;
  DeleteVehiclePayload: Omit<DeleteVehiclePayload, 'vehicle'> & { vehicle?: Maybe<ResolversParentTypes['Vehicle']> };
  DeleteVehiclesPayload: Omit<DeleteVehiclesPayload, 'vehicles'> & { vehicles?: Maybe<ReadonlyArray<ResolversParentTypes['Vehicle']>> };
  EndRideInput: EndRideInput;
  EndRidePayload: Omit<EndRidePayload, 'ride'> & { ride?: Maybe<ResolversParentTypes['Ride']> };
  FirstVehicleInput: FirstVehicleInput;
  Float: Scalars['Float']['output'];
  FloatFilter: FloatFilter;
  FloatRange: FloatRange;
  ID: Scalars['ID']['output'];
  IDFilter: IdFilter;
  Int: Scalars['Int']['output'];
  IntFilter: IntFilter;
  IntRange: IntRange;
  JSON: Scalars['JSON']['output'];
  JSONFilter: JsonFilter;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Policy: Scalars['Policy']['output'];
  PromoCode: PromoCodeRow;
  PromoCodeConnection: Omit<PromoCodeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PromoCodeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['PromoCode']> };
  PromoCodeEdge: Omit<PromoCodeEdge, 'node'> & { node: ResolversParentTypes['PromoCode'] };
  PromoCodeFilter: PromoCodeFilter;
  PromoCodeListFilter: PromoCodeListFilter;
  Query: Record<PropertyKey, never>;
  RecordLocationInput: RecordLocationInput;
  RecordLocationPayload: Omit<RecordLocationPayload, 'location'> & { location?: Maybe<ResolversParentTypes['VehicleLocation']> };
  RegisterOwnerInput: RegisterOwnerInput;
  RegisterOwnerPayload: Omit<RegisterOwnerPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  RegisterUserInput: RegisterUserInput;
  RegisterUserPayload: Omit<RegisterUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Ride: RideRow;
  RideAggregate: RideAggregate;
  RideConnection: Omit<RideConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RideEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Ride']> };
  RideEdge: Omit<RideEdge, 'node'> & { node: ResolversParentTypes['Ride'] };
  RideExtremes: RideExtremes;
  RideFilter: RideFilter;
  RideGroup: Omit<RideGroup, 'key'> & { key: ResolversParentTypes['RideKey'] };
  RideKey: Omit<RideKey, 'rider' | 'vehicle'> & { rider?: Maybe<ResolversParentTypes['User']>, vehicle?: Maybe<ResolversParentTypes['Vehicle']> };
  RideListFilter: RideListFilter;
  RideNumbers: RideNumbers;
  Scope: Scalars['Scope']['output'];
  StartRideInput: StartRideInput;
  StartRidePayload: Omit<StartRidePayload, 'ride'> & { ride?: Maybe<ResolversParentTypes['Ride']> };
  String: Scalars['String']['output'];
  StringFilter: StringFilter;
  StringRange: StringRange;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: Omit<UpdateUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UpdateVehicleInput: UpdateVehicleInput;
  UpdateVehiclePayload: Omit<UpdateVehiclePayload, 'vehicle'> & { vehicle?: Maybe<ResolversParentTypes['Vehicle']> };
  UpdateVehiclesPayload: Omit<UpdateVehiclesPayload, 'vehicles'> & { vehicles?: Maybe<ReadonlyArray<ResolversParentTypes['Vehicle']>> };
  UpsertPromoCodeInput: UpsertPromoCodeInput;
  UpsertPromoCodePayload: Omit<UpsertPromoCodePayload, 'promoCode'> & { promoCode?: Maybe<ResolversParentTypes['PromoCode']> };
  UpsertPromoCodesInput: UpsertPromoCodesInput;
  UpsertPromoCodesPayload: Omit<UpsertPromoCodesPayload, 'promoCodes'> & { promoCodes?: Maybe<ReadonlyArray<ResolversParentTypes['PromoCode']>> };
  User: UserRow;
  UserAggregate: UserAggregate;
  UserConnection: Omit<UserConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['UserEdge']>, nodes: ReadonlyArray<ResolversParentTypes['User']> };
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  UserFilter: UserFilter;
  UserGroup: UserGroup;
  UserKey: UserKey;
  UserListFilter: UserListFilter;
  UserPromoCode: UserPromoCodeRow;
  UserPromoCodeConnection: Omit<UserPromoCodeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['UserPromoCodeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['UserPromoCode']> };
  UserPromoCodeEdge: Omit<UserPromoCodeEdge, 'node'> & { node: ResolversParentTypes['UserPromoCode'] };
  UserPromoCodeFilter: UserPromoCodeFilter;
  UserPromoCodeListFilter: UserPromoCodeListFilter;
  Vehicle: VehicleRow;
  VehicleAggregate: VehicleAggregate;
  VehicleConnection: Omit<VehicleConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['VehicleEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Vehicle']> };
  VehicleEdge: Omit<VehicleEdge, 'node'> & { node: ResolversParentTypes['Vehicle'] };
  VehicleExtremes: VehicleExtremes;
  VehicleFilter: VehicleFilter;
  VehicleGroup: Omit<VehicleGroup, 'key'> & { key: ResolversParentTypes['VehicleKey'] };
  VehicleKey: Omit<VehicleKey, 'owner'> & { owner?: Maybe<ResolversParentTypes['User']> };
  VehicleListFilter: VehicleListFilter;
  VehicleLocation: VehicleLocationRow;
  VehicleLocationConnection: Omit<VehicleLocationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['VehicleLocationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['VehicleLocation']> };
  VehicleLocationEdge: Omit<VehicleLocationEdge, 'node'> & { node: ResolversParentTypes['VehicleLocation'] };
  VehicleLocationFilter: VehicleLocationFilter;
  VehicleLocationListFilter: VehicleLocationListFilter;
  VehicleStatusFilter: VehicleStatusFilter;
  VehicleTypeFilter: VehicleTypeFilter;
};

export type CostDirectiveArgs = {
  weight: Scalars['String']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  requireOneSlicingArgument?: Maybe<Scalars['Boolean']['input']>;
  sizedFields?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  slicingArguments?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PolicyDirectiveArgs = {
  policies: ReadonlyArray<ReadonlyArray<Scalars['Policy']['input']>>;
};

export type PolicyDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = PolicyDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PublicDirectiveArgs = { };

export type PublicDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = PublicDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresScopesDirectiveArgs = {
  scopes: ReadonlyArray<ReadonlyArray<Scalars['Scope']['input']>>;
};

export type RequiresScopesDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = RequiresScopesDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RowRuleDirectiveArgs = {
  about: Scalars['String']['input'];
  name: Scalars['Policy']['input'];
};

export type RowRuleDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = RowRuleDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ScopeDirectiveArgs = {
  about: Scalars['String']['input'];
  name: Scalars['Scope']['input'];
};

export type ScopeDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = ScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = { };

export type SensitiveDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AddVehiclePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AddVehiclePayload'] = ResolversParentTypes['AddVehiclePayload']> = {
  vehicle?: Resolver<Maybe<ResolversTypes['Vehicle']>, ParentType, ContextType>;
};

export type ApplyPromoCodePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApplyPromoCodePayload'] = ResolversParentTypes['ApplyPromoCodePayload']> = {
  userPromoCode?: Resolver<Maybe<ResolversTypes['UserPromoCode']>, ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CreateVehiclesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateVehiclesPayload'] = ResolversParentTypes['CreateVehiclesPayload']> = {
  vehicles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Vehicle']>>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeleteVehiclePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteVehiclePayload'] = ResolversParentTypes['DeleteVehiclePayload']> = {
  vehicle?: Resolver<Maybe<ResolversTypes['Vehicle']>, ParentType, ContextType>;
};

export type DeleteVehiclesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteVehiclesPayload'] = ResolversParentTypes['DeleteVehiclesPayload']> = {
  vehicles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Vehicle']>>, ParentType, ContextType>;
};

export type EndRidePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EndRidePayload'] = ResolversParentTypes['EndRidePayload']> = {
  ride?: Resolver<Maybe<ResolversTypes['Ride']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addVehicle?: Resolver<Maybe<ResolversTypes['AddVehiclePayload']>, ParentType, ContextType, RequireFields<MutationAddVehicleArgs, 'input'>>;
  applyPromoCode?: Resolver<Maybe<ResolversTypes['ApplyPromoCodePayload']>, ParentType, ContextType, RequireFields<MutationApplyPromoCodeArgs, 'input'>>;
  createVehicles?: Resolver<Maybe<ResolversTypes['CreateVehiclesPayload']>, ParentType, ContextType, RequireFields<MutationCreateVehiclesArgs, 'vehicles'>>;
  deleteVehicle?: Resolver<Maybe<ResolversTypes['DeleteVehiclePayload']>, ParentType, ContextType, RequireFields<MutationDeleteVehicleArgs, 'input'>>;
  deleteVehicles?: Resolver<Maybe<ResolversTypes['DeleteVehiclesPayload']>, ParentType, ContextType, RequireFields<MutationDeleteVehiclesArgs, 'vehicles'>>;
  endRide?: Resolver<Maybe<ResolversTypes['EndRidePayload']>, ParentType, ContextType, RequireFields<MutationEndRideArgs, 'input'>>;
  recordLocation?: Resolver<Maybe<ResolversTypes['RecordLocationPayload']>, ParentType, ContextType, RequireFields<MutationRecordLocationArgs, 'input'>>;
  registerOwner?: Resolver<Maybe<ResolversTypes['RegisterOwnerPayload']>, ParentType, ContextType, RequireFields<MutationRegisterOwnerArgs, 'input'>>;
  registerUser?: Resolver<Maybe<ResolversTypes['RegisterUserPayload']>, ParentType, ContextType, RequireFields<MutationRegisterUserArgs, 'input'>>;
  startRide?: Resolver<Maybe<ResolversTypes['StartRidePayload']>, ParentType, ContextType, RequireFields<MutationStartRideArgs, 'input'>>;
  updateUser?: Resolver<Maybe<ResolversTypes['UpdateUserPayload']>, ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
  updateVehicle?: Resolver<Maybe<ResolversTypes['UpdateVehiclePayload']>, ParentType, ContextType, RequireFields<MutationUpdateVehicleArgs, 'input'>>;
  updateVehicles?: Resolver<Maybe<ResolversTypes['UpdateVehiclesPayload']>, ParentType, ContextType, RequireFields<MutationUpdateVehiclesArgs, 'vehicles'>>;
  upsertPromoCode?: Resolver<Maybe<ResolversTypes['UpsertPromoCodePayload']>, ParentType, ContextType, RequireFields<MutationUpsertPromoCodeArgs, 'input'>>;
  upsertPromoCodes?: Resolver<Maybe<ResolversTypes['UpsertPromoCodesPayload']>, ParentType, ContextType, RequireFields<MutationUpsertPromoCodesArgs, 'promoCodes'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'PromoCode' | 'Ride' | 'User' | 'Vehicle', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface PolicyScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Policy'], any> {
  name: 'Policy';
}

export type PromoCodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PromoCode'] = ResolversParentTypes['PromoCode']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  creationTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expirationTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rules?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PromoCodeConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PromoCodeConnection'] = ResolversParentTypes['PromoCodeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PromoCodeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PromoCode']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PromoCodeEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PromoCodeEdge'] = ResolversParentTypes['PromoCodeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PromoCode'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, Partial<QueryMeArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  promoCode?: Resolver<Maybe<ResolversTypes['PromoCode']>, ParentType, ContextType, RequireFields<QueryPromoCodeArgs, 'code'>>;
  promoCodes?: Resolver<Maybe<ResolversTypes['PromoCodeConnection']>, ParentType, ContextType, Partial<QueryPromoCodesArgs>>;
  ride?: Resolver<Maybe<ResolversTypes['Ride']>, ParentType, ContextType, RequireFields<QueryRideArgs, 'id'>>;
  rides?: Resolver<Maybe<ResolversTypes['RideConnection']>, ParentType, ContextType, RequireFields<QueryRidesArgs, 'region'>>;
  ridesAggregate?: Resolver<Maybe<ResolversTypes['RideAggregate']>, ParentType, ContextType, RequireFields<QueryRidesAggregateArgs, 'region'>>;
  ridesGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RideGroup']>>, ParentType, ContextType, RequireFields<QueryRidesGroupsArgs, 'by' | 'region'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  userPromoCode?: Resolver<Maybe<ResolversTypes['UserPromoCode']>, ParentType, ContextType, RequireFields<QueryUserPromoCodeArgs, 'code' | 'userId'>>;
  userPromoCodes?: Resolver<Maybe<ResolversTypes['UserPromoCodeConnection']>, ParentType, ContextType, RequireFields<QueryUserPromoCodesArgs, 'region'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'region'>>;
  usersAggregate?: Resolver<Maybe<ResolversTypes['UserAggregate']>, ParentType, ContextType, RequireFields<QueryUsersAggregateArgs, 'region'>>;
  usersGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['UserGroup']>>, ParentType, ContextType, RequireFields<QueryUsersGroupsArgs, 'by' | 'region'>>;
  vehicle?: Resolver<Maybe<ResolversTypes['Vehicle']>, ParentType, ContextType, RequireFields<QueryVehicleArgs, 'id'>>;
  vehicleLocation?: Resolver<Maybe<ResolversTypes['VehicleLocation']>, ParentType, ContextType, RequireFields<QueryVehicleLocationArgs, 'rideId' | 'timestamp'>>;
  vehicleLocations?: Resolver<Maybe<ResolversTypes['VehicleLocationConnection']>, ParentType, ContextType, RequireFields<QueryVehicleLocationsArgs, 'region'>>;
  vehicles?: Resolver<Maybe<ResolversTypes['VehicleConnection']>, ParentType, ContextType, RequireFields<QueryVehiclesArgs, 'region'>>;
  vehiclesAggregate?: Resolver<Maybe<ResolversTypes['VehicleAggregate']>, ParentType, ContextType, RequireFields<QueryVehiclesAggregateArgs, 'region'>>;
  vehiclesGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['VehicleGroup']>>, ParentType, ContextType, RequireFields<QueryVehiclesGroupsArgs, 'by' | 'region'>>;
};

export type RecordLocationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RecordLocationPayload'] = ResolversParentTypes['RecordLocationPayload']> = {
  location?: Resolver<Maybe<ResolversTypes['VehicleLocation']>, ParentType, ContextType>;
};

export type RegisterOwnerPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterOwnerPayload'] = ResolversParentTypes['RegisterOwnerPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RegisterUserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterUserPayload'] = ResolversParentTypes['RegisterUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RideResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Ride'] = ResolversParentTypes['Ride']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  locations?: Resolver<Maybe<ResolversTypes['VehicleLocationConnection']>, ParentType, ContextType, Partial<RideLocationsArgs>>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  revenue?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  rider?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  startAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  vehicle?: Resolver<Maybe<ResolversTypes['Vehicle']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RideAggregateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideAggregate'] = ResolversParentTypes['RideAggregate']> = {
  avg?: Resolver<ResolversTypes['RideNumbers'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['RideExtremes'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['RideExtremes'], ParentType, ContextType>;
  sum?: Resolver<ResolversTypes['RideNumbers'], ParentType, ContextType>;
};

export type RideConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideConnection'] = ResolversParentTypes['RideConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RideEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Ride']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RideEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideEdge'] = ResolversParentTypes['RideEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Ride'], ParentType, ContextType>;
};

export type RideExtremesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideExtremes'] = ResolversParentTypes['RideExtremes']> = {
  endTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revenue?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  startTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RideGroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideGroup'] = ResolversParentTypes['RideGroup']> = {
  avg?: Resolver<ResolversTypes['RideNumbers'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['RideKey'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['RideExtremes'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['RideExtremes'], ParentType, ContextType>;
  sum?: Resolver<ResolversTypes['RideNumbers'], ParentType, ContextType>;
};

export type RideKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideKey'] = ResolversParentTypes['RideKey']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rider?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  startAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vehicle?: Resolver<Maybe<ResolversTypes['Vehicle']>, ParentType, ContextType>;
};

export type RideNumbersResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RideNumbers'] = ResolversParentTypes['RideNumbers']> = {
  revenue?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export interface ScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Scope'], any> {
  name: 'Scope';
}

export type StartRidePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartRidePayload'] = ResolversParentTypes['StartRidePayload']> = {
  ride?: Resolver<Maybe<ResolversTypes['Ride']>, ParentType, ContextType>;
};

export type UpdateUserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UpdateVehiclePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateVehiclePayload'] = ResolversParentTypes['UpdateVehiclePayload']> = {
  vehicle?: Resolver<Maybe<ResolversTypes['Vehicle']>, ParentType, ContextType>;
};

export type UpdateVehiclesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateVehiclesPayload'] = ResolversParentTypes['UpdateVehiclesPayload']> = {
  vehicles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Vehicle']>>, ParentType, ContextType>;
};

export type UpsertPromoCodePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpsertPromoCodePayload'] = ResolversParentTypes['UpsertPromoCodePayload']> = {
  promoCode?: Resolver<Maybe<ResolversTypes['PromoCode']>, ParentType, ContextType>;
};

export type UpsertPromoCodesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpsertPromoCodesPayload'] = ResolversParentTypes['UpsertPromoCodesPayload']> = {
  promoCodes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PromoCode']>>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  creditCard?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  promoCodes?: Resolver<Maybe<ResolversTypes['UserPromoCodeConnection']>, ParentType, ContextType, Partial<UserPromoCodesArgs>>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  rides?: Resolver<Maybe<ResolversTypes['RideConnection']>, ParentType, ContextType, Partial<UserRidesArgs>>;
  ridesAggregate?: Resolver<Maybe<ResolversTypes['RideAggregate']>, ParentType, ContextType, Partial<UserRidesAggregateArgs>>;
  ridesGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RideGroup']>>, ParentType, ContextType, RequireFields<UserRidesGroupsArgs, 'by'>>;
  vehicles?: Resolver<Maybe<ResolversTypes['VehicleConnection']>, ParentType, ContextType, Partial<UserVehiclesArgs>>;
  vehiclesAggregate?: Resolver<Maybe<ResolversTypes['VehicleAggregate']>, ParentType, ContextType, Partial<UserVehiclesAggregateArgs>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserAggregateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserAggregate'] = ResolversParentTypes['UserAggregate']> = {
  count?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserGroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserGroup'] = ResolversParentTypes['UserGroup']> = {
  count?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['UserKey'], ParentType, ContextType>;
};

export type UserKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserKey'] = ResolversParentTypes['UserKey']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  creditCard?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserPromoCodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserPromoCode'] = ResolversParentTypes['UserPromoCode']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  promoCode?: Resolver<Maybe<ResolversTypes['PromoCode']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  usageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserPromoCodeConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserPromoCodeConnection'] = ResolversParentTypes['UserPromoCodeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserPromoCodeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['UserPromoCode']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserPromoCodeEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserPromoCodeEdge'] = ResolversParentTypes['UserPromoCodeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UserPromoCode'], ParentType, ContextType>;
};

export type VehicleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Vehicle'] = ResolversParentTypes['Vehicle']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  creationTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currentLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ext?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  rides?: Resolver<Maybe<ResolversTypes['RideConnection']>, ParentType, ContextType, Partial<VehicleRidesArgs>>;
  ridesAggregate?: Resolver<Maybe<ResolversTypes['RideAggregate']>, ParentType, ContextType, Partial<VehicleRidesAggregateArgs>>;
  ridesGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RideGroup']>>, ParentType, ContextType, RequireFields<VehicleRidesGroupsArgs, 'by'>>;
  status?: Resolver<Maybe<ResolversTypes['VehicleStatus']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['VehicleType']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VehicleAggregateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleAggregate'] = ResolversParentTypes['VehicleAggregate']> = {
  count?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['VehicleExtremes'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['VehicleExtremes'], ParentType, ContextType>;
};

export type VehicleConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleConnection'] = ResolversParentTypes['VehicleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['VehicleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Vehicle']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VehicleEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleEdge'] = ResolversParentTypes['VehicleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Vehicle'], ParentType, ContextType>;
};

export type VehicleExtremesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleExtremes'] = ResolversParentTypes['VehicleExtremes']> = {
  creationTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type VehicleGroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleGroup'] = ResolversParentTypes['VehicleGroup']> = {
  count?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['VehicleKey'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['VehicleExtremes'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['VehicleExtremes'], ParentType, ContextType>;
};

export type VehicleKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleKey'] = ResolversParentTypes['VehicleKey']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  currentLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['VehicleStatus']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['VehicleType']>, ParentType, ContextType>;
};

export type VehicleLocationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleLocation'] = ResolversParentTypes['VehicleLocation']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lat?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  long?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  ride?: Resolver<Maybe<ResolversTypes['Ride']>, ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type VehicleLocationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleLocationConnection'] = ResolversParentTypes['VehicleLocationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['VehicleLocationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['VehicleLocation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VehicleLocationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VehicleLocationEdge'] = ResolversParentTypes['VehicleLocationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['VehicleLocation'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AddVehiclePayload?: AddVehiclePayloadResolvers<ContextType>;
  ApplyPromoCodePayload?: ApplyPromoCodePayloadResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  CreateVehiclesPayload?: CreateVehiclesPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DeleteVehiclePayload?: DeleteVehiclePayloadResolvers<ContextType>;
  DeleteVehiclesPayload?: DeleteVehiclesPayloadResolvers<ContextType>;
  EndRidePayload?: EndRidePayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Policy?: GraphQLScalarType;
  PromoCode?: PromoCodeResolvers<ContextType>;
  PromoCodeConnection?: PromoCodeConnectionResolvers<ContextType>;
  PromoCodeEdge?: PromoCodeEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordLocationPayload?: RecordLocationPayloadResolvers<ContextType>;
  RegisterOwnerPayload?: RegisterOwnerPayloadResolvers<ContextType>;
  RegisterUserPayload?: RegisterUserPayloadResolvers<ContextType>;
  Ride?: RideResolvers<ContextType>;
  RideAggregate?: RideAggregateResolvers<ContextType>;
  RideConnection?: RideConnectionResolvers<ContextType>;
  RideEdge?: RideEdgeResolvers<ContextType>;
  RideExtremes?: RideExtremesResolvers<ContextType>;
  RideGroup?: RideGroupResolvers<ContextType>;
  RideKey?: RideKeyResolvers<ContextType>;
  RideNumbers?: RideNumbersResolvers<ContextType>;
  Scope?: GraphQLScalarType;
  StartRidePayload?: StartRidePayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  UpdateVehiclePayload?: UpdateVehiclePayloadResolvers<ContextType>;
  UpdateVehiclesPayload?: UpdateVehiclesPayloadResolvers<ContextType>;
  UpsertPromoCodePayload?: UpsertPromoCodePayloadResolvers<ContextType>;
  UpsertPromoCodesPayload?: UpsertPromoCodesPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserAggregate?: UserAggregateResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserGroup?: UserGroupResolvers<ContextType>;
  UserKey?: UserKeyResolvers<ContextType>;
  UserPromoCode?: UserPromoCodeResolvers<ContextType>;
  UserPromoCodeConnection?: UserPromoCodeConnectionResolvers<ContextType>;
  UserPromoCodeEdge?: UserPromoCodeEdgeResolvers<ContextType>;
  Vehicle?: VehicleResolvers<ContextType>;
  VehicleAggregate?: VehicleAggregateResolvers<ContextType>;
  VehicleConnection?: VehicleConnectionResolvers<ContextType>;
  VehicleEdge?: VehicleEdgeResolvers<ContextType>;
  VehicleExtremes?: VehicleExtremesResolvers<ContextType>;
  VehicleGroup?: VehicleGroupResolvers<ContextType>;
  VehicleKey?: VehicleKeyResolvers<ContextType>;
  VehicleLocation?: VehicleLocationResolvers<ContextType>;
  VehicleLocationConnection?: VehicleLocationConnectionResolvers<ContextType>;
  VehicleLocationEdge?: VehicleLocationEdgeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = RequestContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  policy?: PolicyDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  requiresScopes?: RequiresScopesDirectiveResolver<any, any, ContextType>;
  rowRule?: RowRuleDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
