/**
 * What is measured. Every peer answers the same question from the same rows; `canonical` brings its answer into one
 * shape, so that answers are compared value by value before anything is timed.
 */
export const operationNames = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'M1'] as const;
export type OperationName = (typeof operationNames)[number];

export const titles: Readonly<Record<OperationName, string>> = {
  Q1: 'one ride with rider and vehicle',
  Q2: '50 vehicles, newest first',
  Q3: '20 users × first 10 rides × vehicle × owner',
  Q4: 'filtered, ordered, second page of 50, with totalCount',
  Q5: '200 rides × 10 columns',
  M1: 'startRide returning the vehicle',
};

/** What one request asks about, drawn at random from the database by the runner. */
export interface Variables {
  readonly region: string;
  readonly rideId: string;
  /** The user after whom Q3's page of users starts. */
  readonly userId: string;
  /** Q4: the lower bound of revenue. */
  readonly revenue: string;
  /** Q4: the last row of the first page. */
  readonly after: { readonly startTime: string; readonly id: string };
  /** M1: a user and a vehicle of `region`. */
  readonly riderId: string;
  readonly vehicleId: string;
}

type Json = Readonly<Record<string, unknown>>;

const instant = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : String(value)
        .replace(' ', 'T')
        .replace(/(\.\d*?)0*(?=Z|$)/, '$1')
        .replace(/\.(?=Z|$)/, '')
        .replace(/(Z|\+00(:00)?)$/, '');

const upper = (value: unknown): string | null => (value === null ? null : String(value).toUpperCase());
const cents = (value: unknown): string | null => (value === null ? null : Number(value).toFixed(2));
const at = (value: unknown, key: string): unknown => (value as Json | null)?.[key] ?? null;
const list = (value: unknown): readonly Json[] =>
  (Array.isArray(value) ? value : at(value, 'nodes')) as readonly Json[];

/** The rows of a root field's answer in the canonical shape; `decode` turns a peer's id into the row's uuid. */
export function canonical(
  operation: OperationName,
  answer: unknown,
  decode: (id: string) => string = (id) => id,
): unknown {
  const id = (row: unknown): string => decode(String(at(row, 'id')));
  switch (operation) {
    case 'Q1': {
      const rider = at(answer, 'rider');
      const vehicle = at(answer, 'vehicle');
      return [
        id(answer),
        at(answer, 'city'),
        instant(at(answer, 'startTime')),
        [id(rider), at(rider, 'name'), at(rider, 'city')],
        [id(vehicle), upper(at(vehicle, 'type')), upper(at(vehicle, 'status'))],
      ];
    }
    case 'Q2':
      return list(answer).map((row) => [
        id(row),
        row.city,
        upper(row.type),
        upper(row.status),
        instant(row.creationTime),
        row.currentLocation,
      ]);
    case 'Q3':
      return list(answer).map((user) => [
        id(user),
        user.name,
        list(user.rides).map((ride) => [
          id(ride),
          instant(ride.startTime),
          [
            id(ride.vehicle),
            upper(at(ride.vehicle, 'type')),
            [id(at(ride.vehicle, 'owner')), at(at(ride.vehicle, 'owner'), 'name')],
          ],
        ]),
      ]);
    case 'Q4':
      return [
        Number(at(answer, 'totalCount')),
        list(answer).map((row) => [id(row), instant(row.startTime), cents(row.revenue)]),
      ];
    case 'Q5':
      return list(answer).map((row) => [
        id(row),
        row.city,
        row.startAddress,
        row.endAddress,
        instant(row.startTime),
        instant(row.endTime),
        cents(row.revenue),
        row.version,
      ]);
    case 'M1': {
      const vehicle = at(answer, 'vehicle');
      return [upper(at(vehicle, 'type')), at(vehicle, 'city'), id(vehicle)];
    }
  }
}
