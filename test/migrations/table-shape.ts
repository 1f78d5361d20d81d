/** What a table looks like, in the same words whoever describes it. */
export interface TableShape {
  readonly locality: 'regional' | 'global';
  /** Name, type, whether null is refused, default; in order. */
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
  /** `(a, b) -> table (c, d)`, sorted. */
  readonly foreignKeys: readonly string[];
  /** `name (a, b)`, sorted. */
  readonly indexes: readonly string[];
  /** `name: the columns that it looks at`, sorted. */
  readonly checks: readonly string[];
}

export type SchemaShape = Readonly<Record<string, TableShape>>;

const synonyms: Readonly<Record<string, string>> = {
  integer: 'int4',
  'character varying': 'varchar',
  'double precision': 'float8',
  'timestamp without time zone': 'timestamp',
  numeric: 'decimal',
};

export function columnShape(
  name: string,
  type: string,
  isNotNull: boolean,
  otherwise: string | undefined,
): string {
  const [, base = '', size = ''] = /^([^(]*)(.*)$/.exec(type) ?? [];
  const known = `${synonyms[base] ?? base}${size.replaceAll(' ', '')}`;
  return [name, known, isNotNull ? 'not null' : '', otherwise === undefined ? '' : `default ${otherwise}`]
    .filter(Boolean)
    .join(' ');
}

export function foreignKeyShape(
  columns: readonly string[],
  table: string,
  foreign: readonly string[],
): string {
  return `(${columns.join(', ')}) -> ${table} (${foreign.join(', ')})`;
}

export function indexShape(name: string, columns: readonly string[]): string {
  return `${name} (${columns.join(', ')})`;
}

/** @param condition SQL, in which columns may be quoted, qualified or cast */
export function checkShape(name: string, condition: string, columns: readonly string[]): string {
  const words = (condition.match(/\w+/g) ?? []).filter((word) => columns.includes(word));
  return `${name}: ${words.join(', ')}`;
}
