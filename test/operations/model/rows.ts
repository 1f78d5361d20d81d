import type { Movr } from '../movr.ts';

/** A value of a row: text as GraphQL writes it, or a number. */
export type Value = string | number | null;

/** A row of the model, by the SDL's field names; `region`, keys and foreign keys are raw. */
export type ModelRow = Readonly<Record<string, Value>>;

/** What a field's values are, which decides how they compare. */
export type Kind = 'id' | 'text' | 'number' | 'decimal' | 'instant' | 'enum';

/** What the model knows of a type. Written by hand, not derived from the declarations that it checks. */
export interface ModelType {
  readonly name: string;
  readonly table: string;
  /** The field of Query, and whether it takes a region. */
  readonly root: string;
  readonly regional: boolean;
  /** Columns by field. */
  readonly columns: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, Kind>>;
  /** Fields that may be ordered by: no NULL in them. */
  readonly ordered: readonly string[];
  readonly key: readonly string[];
  readonly usualOrder: readonly (readonly [string, 'asc' | 'desc'])[];
  /** To one row: the fields that hold its key. */
  readonly one: Readonly<Record<string, { readonly type: string; readonly by: readonly string[] }>>;
  /** To many rows: their fields that hold this key. */
  readonly many: Readonly<Record<string, { readonly type: string; readonly by: readonly string[] }>>;
  /** The fields of `sum` and `avg`, and of `min` and `max`. */
  readonly numbers: readonly string[];
  readonly extremes: readonly string[];
  /** The fields that rows can be grouped by, of those above; none where the type has no aggregates. */
  readonly groupedBy: readonly string[];
  /** By field of `many`: whether there is an aggregate of it, and groups. */
  readonly aggregated: Readonly<Record<string, readonly ('Aggregate' | 'Groups')[]>>;
}

const noAggregates = { numbers: [], extremes: [], groupedBy: [], aggregated: {} } as const;

export const modelTypes: Readonly<Record<string, ModelType>> = {
  User: {
    name: 'User',
    table: 'users',
    root: 'users',
    regional: true,
    columns: { id: 'id', city: 'city', name: 'name' },
    fields: { id: 'id', city: 'text', name: 'text' },
    ordered: ['id', 'city'],
    key: ['id'],
    usualOrder: [['id', 'asc']],
    one: {},
    many: {
      rides: { type: 'Ride', by: ['riderId'] },
      vehicles: { type: 'Vehicle', by: ['ownerId'] },
      promoCodes: { type: 'UserPromoCode', by: ['userId'] },
    },
    numbers: [],
    extremes: [],
    groupedBy: ['city', 'name'],
    aggregated: { rides: ['Aggregate', 'Groups'], vehicles: ['Aggregate'] },
  },
  Vehicle: {
    name: 'Vehicle',
    table: 'vehicles',
    root: 'vehicles',
    regional: true,
    columns: {
      id: 'id',
      city: 'city',
      type: 'upper(type)',
      creationTime: 'creation_time',
      status: 'upper(status)',
      currentLocation: 'current_location',
      ownerId: 'owner_id',
    },
    fields: {
      id: 'id',
      city: 'text',
      type: 'enum',
      creationTime: 'instant',
      status: 'enum',
      currentLocation: 'text',
    },
    ordered: ['id', 'city', 'creationTime'],
    key: ['id'],
    usualOrder: [['creationTime', 'desc']],
    one: { owner: { type: 'User', by: ['ownerId'] } },
    many: { rides: { type: 'Ride', by: ['vehicleId'] } },
    numbers: [],
    extremes: ['creationTime'],
    groupedBy: ['city', 'type', 'status', 'currentLocation', 'owner'],
    aggregated: { rides: ['Aggregate', 'Groups'] },
  },
  Ride: {
    name: 'Ride',
    table: 'rides',
    root: 'rides',
    regional: true,
    columns: {
      id: 'id',
      city: 'city',
      startAddress: 'start_address',
      endAddress: 'end_address',
      startTime: 'start_time',
      endTime: 'end_time',
      revenue: 'revenue',
      riderId: 'rider_id',
      vehicleId: 'vehicle_id',
    },
    fields: {
      id: 'id',
      city: 'text',
      startAddress: 'text',
      endAddress: 'text',
      startTime: 'instant',
      endTime: 'instant',
      revenue: 'decimal',
    },
    ordered: ['id', 'city', 'startTime'],
    key: ['id'],
    usualOrder: [['startTime', 'desc']],
    one: { rider: { type: 'User', by: ['riderId'] }, vehicle: { type: 'Vehicle', by: ['vehicleId'] } },
    many: { locations: { type: 'VehicleLocation', by: ['rideId'] } },
    numbers: ['revenue'],
    extremes: ['startTime', 'endTime', 'revenue'],
    groupedBy: ['city', 'startAddress', 'endAddress', 'rider', 'vehicle'],
    aggregated: {},
  },
  VehicleLocation: {
    name: 'VehicleLocation',
    table: 'vehicle_location_histories',
    root: 'vehicleLocations',
    regional: true,
    columns: { city: 'city', timestamp: '"timestamp"', lat: 'lat', long: 'long', rideId: 'ride_id' },
    fields: { city: 'text', timestamp: 'instant', lat: 'number', long: 'number' },
    ordered: ['city', 'timestamp'],
    key: ['rideId', 'timestamp'],
    usualOrder: [['timestamp', 'desc']],
    one: { ride: { type: 'Ride', by: ['rideId'] } },
    many: {},
    ...noAggregates,
  },
  PromoCode: {
    name: 'PromoCode',
    table: 'promo_codes',
    root: 'promoCodes',
    regional: false,
    columns: {
      code: 'code',
      description: 'description',
      creationTime: 'creation_time',
      expirationTime: 'expiration_time',
    },
    fields: { code: 'text', description: 'text', creationTime: 'instant', expirationTime: 'instant' },
    ordered: ['code', 'creationTime'],
    key: ['code'],
    usualOrder: [['code', 'asc']],
    one: {},
    many: {},
    ...noAggregates,
  },
  UserPromoCode: {
    name: 'UserPromoCode',
    table: 'user_promo_codes',
    root: 'userPromoCodes',
    regional: true,
    columns: {
      city: 'city',
      code: 'code',
      timestamp: '"timestamp"',
      usageCount: 'usage_count',
      userId: 'user_id',
    },
    fields: { city: 'text', code: 'text', timestamp: 'instant', usageCount: 'number' },
    ordered: ['city', 'code', 'timestamp', 'usageCount'],
    key: ['userId', 'code'],
    usualOrder: [['timestamp', 'desc']],
    one: { user: { type: 'User', by: ['userId'] }, promoCode: { type: 'PromoCode', by: ['code'] } },
    many: {},
    ...noAggregates,
  },
};

export function typeOf(name: string): ModelType {
  const type = modelTypes[name];
  if (!type) throw new TypeError(`The model has no ${name}`);
  return type;
}

/** All rows of the database, in memory. */
export class ModelData {
  readonly #rows = new Map<string, readonly ModelRow[]>();
  readonly #values = new Map<string, readonly Value[]>();
  readonly #indexes = new Map<string, Map<string, ModelRow[]>>();

  static async read(movr: Movr): Promise<ModelData> {
    const data = new ModelData();
    for (const type of Object.values(modelTypes)) {
      const names = Object.keys(type.columns);
      const region = type.regional ? 'crdb_region' : `'global'`;
      const raw = await movr.sql(
        `select ${region}, ${Object.values(type.columns).join(', ')} from ${type.table}`,
      );
      data.#rows.set(
        type.name,
        raw.map(([at, ...values]) => {
          const row: Record<string, Value> = { region: at as string };
          names.forEach((name, i) => {
            const value = values[i] as Value;
            row[name] = type.fields[name] === 'instant' && value !== null ? wire(String(value)) : value;
          });
          return row;
        }),
      );
    }
    return data;
  }

  /** The rows of a region; those of a GLOBAL table are everywhere. */
  rows(type: ModelType, region: string): readonly ModelRow[] {
    return this.matching(type, [], [], region);
  }

  /** The values of a field in a region, without null. */
  values(type: ModelType, field: string, region: string): readonly Value[] {
    const id = `${type.name} ${field} ${region}`;
    let found = this.#values.get(id);
    if (!found) {
      found = this.rows(type, region)
        .map((row) => row[field] as Value)
        .filter((value) => value !== null);
      this.#values.set(id, found);
    }
    return found;
  }

  /** The rows whose fields hold these values; rows of one region belong together. */
  matching(type: ModelType, fields: readonly string[], values: readonly Value[], region: string) {
    const id = `${type.name} ${fields.join()}`;
    let index = this.#indexes.get(id);
    if (!index) {
      index = new Map();
      for (const row of this.#rows.get(type.name) ?? []) {
        const key = JSON.stringify([
          type.regional ? row.region : 'global',
          ...fields.map((name) => row[name]),
        ]);
        const known = index.get(key);
        if (known) known.push(row);
        else index.set(key, [row]);
      }
      this.#indexes.set(id, index);
    }
    if (values.includes(null)) return [];
    return index.get(JSON.stringify([type.regional ? region : 'global', ...values])) ?? [];
  }
}

const wire = (stored: string): string => `${stored.replace(' ', 'T')}Z`;
