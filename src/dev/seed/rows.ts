/**
 * MovR's rows as SQL expressions of a row number, so that the database makes them itself: the same scale gives the same
 * rows, spread evenly over the cities. `i` is the row's number from 0; `{cities}` and the like are filled in by
 * `insertText`. The text is what both engines take.
 */
export interface SeedTable {
  readonly table: string;
  /** Rows at scale 1. */
  readonly rows: number;
  /** Column to expression. `region` and `city` follow from `i` (see `insertText`). */
  readonly columns: Readonly<Record<string, string>>;
}

/** The id of the `n`th row of a table; deterministic, and shaped as a UUID of version 8 (RFC 9562). */
const uuid = (table: string, n: string): string =>
  `overlay(overlay(md5('${table}' || (${n})::text) placing '8' from 13) placing '8' from 17)::uuid`;

/** A number from 0 below `bound` that looks random; the factors are primes. */
const scatter = (factor: number, bound: string): string => `((i * ${factor}) % (${bound}))`;

/** One of the words, scattered. */
const oneOf = (words: readonly string[], factor: number): string =>
  `(array[${words.map((word) => `'${word}'`).join(', ')}])[1 + ${scatter(factor, String(words.length))}]`;

/**
 * The number of a row of the same city among the rows of another table, which are dealt out over the cities one by one.
 * A quotient of whole numbers is a decimal on CockroachDB, so it is made exact and cast.
 */
const inSameCity = (factor: number, table: string): string =>
  `(i % {cityCount} + {cityCount} * (((i - i % {cityCount}) / {cityCount})::int8 * ${factor} % {${table}/city}))`;

const given = [
  'Ada',
  'Alan',
  'Barbara',
  'Dennis',
  'Edsger',
  'Frances',
  'Grace',
  'John',
  'Ken',
  'Margaret',
  'Radia',
  'Tim',
];
const family = [
  'Allen',
  'Backus',
  'Dijkstra',
  'Hamilton',
  'Hopper',
  'Liskov',
  'Lovelace',
  'Perlman',
  'Ritchie',
  'Thompson',
  'Turing',
];
const streets = ['Harbour Road', 'Market Street', 'Museum Square', 'North Avenue', 'Park Lane', 'River Walk'];

const address = (factor: number): string =>
  `(1 + ${scatter(factor, '999')})::text || ' ' || ${oneOf(streets, factor)}`;
const name = `${oneOf(given, 7919)} || ' ' || ${oneOf(family, 104729)}`;

/** In the order of their foreign keys. */
export const seedTables: readonly SeedTable[] = [
  {
    table: 'users',
    rows: 5_000,
    columns: {
      id: uuid('users', 'i'),
      name,
      address: address(6133),
      credit_card: `'4000' || lpad(${scatter(982_451_653, '1000000000000')}::text, 12, '0')`,
    },
  },
  {
    table: 'vehicles',
    rows: 2_000,
    columns: {
      id: uuid('vehicles', 'i'),
      type: oneOf(['bike', 'scooter', 'skateboard'], 7919),
      owner_id: uuid('users', inSameCity(7, 'users')),
      creation_time: `timestamp '2025-01-01 00:00:00' + i * interval '13 minutes' + ${scatter(611_953, '1000000')} * interval '1 microsecond'`,
      // CockroachDB's shares: 40 % available, 55 % in use, 5 % lost.
      status: `case when ${scatter(37, '100')} < 40 then 'available' when ${scatter(37, '100')} < 95 then 'in_use' else 'lost' end`,
      current_location: address(3571),
      ext: `('{"color": "' || ${oneOf(['black', 'blue', 'green', 'red', 'white'], 31)} || '", "brand": "' || ${oneOf(['Cervelo', 'FujiBikes', 'Kona', 'Merida', 'Santa Cruz'], 53)} || '"}')::jsonb`,
    },
  },
  {
    table: 'rides',
    rows: 50_000,
    columns: {
      id: uuid('rides', 'i'),
      vehicle_city: '{city}',
      rider_id: uuid('users', inSameCity(13, 'users')),
      vehicle_id: uuid('vehicles', inSameCity(11, 'vehicles')),
      start_address: address(7547),
      end_address: `case when ${scatter(41, '50')} = 0 then null else ${address(2741)} end`,
      start_time: `timestamp '2025-06-01 00:00:00' + i * interval '9 minutes' + ${scatter(611_953, '1000000')} * interval '1 microsecond'`,
      end_time: `case when ${scatter(41, '50')} = 0 then null else timestamp '2025-06-01 00:00:00' + i * interval '9 minutes' + (5 + ${scatter(29, '50')}) * interval '1 minute' end`,
      revenue: `case when ${scatter(41, '50')} = 0 then null else ${scatter(6_151, '10000')}::decimal / 100 end`,
    },
  },
  {
    table: 'vehicle_location_histories',
    rows: 50_000,
    columns: {
      ride_id: uuid('rides', 'i'),
      '"timestamp"': `timestamp '2025-06-01 00:00:00' + i * interval '9 minutes' + interval '90 seconds'`,
      lat: `${scatter(15_485_863, '180000000')}::float8 / 1000000 - 90`,
      long: `${scatter(32_452_843, '360000000')}::float8 / 1000000 - 180`,
    },
  },
  {
    table: 'promo_codes',
    rows: 1_000,
    columns: {
      code: `'movr' || lpad(i::text, 6, '0')`,
      description: `(5 + ${scatter(7, '50')})::text || ' percent off a ride'`,
      creation_time: `timestamp '2025-01-01 00:00:00' + i * interval '1 hour'`,
      expiration_time: `case when i % 4 = 0 then null else timestamp '2035-01-01 00:00:00' - i * interval '3 days' end`,
      rules: `('{"type": "percent_discount", "value": ' || (5 + ${scatter(7, '50')})::text || '}')::jsonb`,
    },
  },
  {
    table: 'user_promo_codes',
    rows: 2_500,
    columns: {
      user_id: uuid('users', 'i'),
      code: `'movr' || lpad((${scatter(17, '{promo_codes}')})::text, 6, '0')`,
      '"timestamp"': `timestamp '2025-09-01 00:00:00' + i * interval '21 minutes'`,
      usage_count: `1 + ${scatter(3, '4')}`,
    },
  },
];

/** What the expressions refer to. */
export interface SeedShape {
  /** City and region, in the order in which rows are dealt out. */
  readonly cities: readonly { readonly city: string; readonly region: string }[];
  readonly scale: number;
}

/** The rows of a table at a scale. */
export function rowsAt(rows: number, scale: number): number {
  return Math.round(rows * scale);
}

/** The statement that inserts the rows from $1 to below $2 of a table. Rows that are there already stay. */
export function insertText(seed: SeedTable, { cities, scale }: SeedShape, regional: boolean): string {
  const list = (values: readonly string[]): string => `(array[${values.map((v) => `'${v}'`).join(', ')}])`;
  const pick = `[1 + i % ${cities.length}]`;
  const city = `${list(cities.map((entry) => entry.city))}${pick}`;
  const region = `${list(cities.map((entry) => entry.region))}${pick}::crdb_internal_region`;
  const columns = regional ? { crdb_region: region, city, ...seed.columns } : seed.columns;
  const words = new Map([
    ['city', city],
    ['cityCount', String(cities.length)],
    ...seedTables.flatMap((each): [string, string][] => {
      const rows = rowsAt(each.rows, scale);
      return [
        [each.table, String(rows)],
        [`${each.table}/city`, String(Math.floor(rows / cities.length))],
      ];
    }),
  ]);
  const fill = (expression: string): string =>
    expression.replaceAll(/\{([\w/]+)\}/g, (_, word: string) => words.get(word) ?? '');
  return `insert into ${seed.table} (${Object.keys(columns).join(', ')})
    select ${Object.values(columns).map(fill).join(',\n      ')}
    from generate_series($1::int8, $2::int8 - 1) as g(i)
    on conflict do nothing`;
}
