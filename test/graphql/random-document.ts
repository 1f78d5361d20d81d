import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A source of numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Strings that something on the way may take for more than a string. */
export const hostileStrings: readonly string[] = [
  '',
  "'; DROP TABLE users; --",
  '$1',
  '{1,2}',
  '\\x00',
  'a\u0000b',
  '\ud83d\ude00',
  '\ud800',
  '\u202eabc',
  'x'.repeat(3_000),
  '__proto__',
  `\${7*7}`,
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.pwned=1',
  'NaN',
  '-0',
  '9'.repeat(400),
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
  '275760-09-13T00:00:00.001Z',
];

const plainStrings: readonly string[] = ['a', 'new york', '2026-01-01T00:00:00Z', '1.50'];

/** Values that scalars take. */
const plainValues: Readonly<Record<string, readonly unknown[]>> = {
  BigInt: ['7', '-9007199254740993'],
  DateTime: ['2026-01-01T00:00:00Z', '2025-07-01T12:00:00.000001Z'],
  Decimal: ['1.50', '40', '-0.01'],
};

export interface RandomOptions {
  /** Values to draw ids from, beside hostile strings. */
  readonly ids: readonly string[];
  /** How often a string is a hostile one, from 0 to 1. */
  readonly hostility: number;
  readonly depth: number;
  readonly operation?: 'query' | 'mutation';
  /** Optional arguments that are never given. */
  readonly without?: readonly string[];
  /** Gives every argument as a variable. */
  readonly onlyVariables?: boolean;
}

export interface RandomRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Makes a request that is valid by the schema, apart from values that only a resolver can refuse. */
export function randomRequest(
  schema: GraphQLSchema,
  random: () => number,
  options: RandomOptions,
): RandomRequest {
  const writer = new Writer(schema, random, options);
  return writer.request(options.operation ?? 'query');
}

/** Breaks a request somewhere: in its text, its names or its variables. */
export function broken({ query, variables }: RandomRequest, random: () => number): RandomRequest {
  const at = Math.floor(random() * query.length);
  const names = Object.keys(variables);
  const name = names[Math.floor(random() * names.length)];
  const ways: readonly (() => RandomRequest)[] = [
    () => ({ query: query.slice(0, at), variables }),
    () => ({ query: query.slice(0, at) + query.slice(at + 1 + Math.floor(random() * 5)), variables }),
    () => ({ query: `${query.slice(0, at)}{${query.slice(at)}`, variables }),
    () => ({ query: `${query.slice(0, at)} \u0000\ud800 ${query.slice(at)}`, variables }),
    () => ({ query: `${query.slice(0, at)} ...Missing ${query.slice(at)}`, variables }),
    () => ({ query: query.replace(/\b[a-z]\w+\b/, 'doesNotExist'), variables }),
    () => ({ query: query.replace('{', '{ __proto__: __typename constructor: __typename '), variables }),
    () => ({ query: `${query} ${query}`, variables }),
    () => ({ query: query.replace(/\w+: /, '$&"\\ud83d" '), variables }),
    () => ({ query, variables: {} }),
    () =>
      name ? { query, variables: { ...variables, [name]: { a: [{ b: null }] } } } : { query, variables },
    () => (name ? { query, variables: { ...variables, [name]: null } } : { query, variables }),
    () => (name ? { query, variables: { ...variables, [name]: 1e308 } } : { query, variables }),
    () =>
      name ? { query, variables: { ...variables, [name]: ['\u0000', -1, true] } } : { query, variables },
  ];
  return ways[Math.floor(random() * ways.length)]?.() ?? { query, variables };
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: () => number;
  readonly #options: RandomOptions;
  readonly #variables: Record<string, unknown> = {};
  readonly #definitions: string[] = [];
  readonly #fragments: string[] = [];
  #names = 0;
  #left = 40;

  constructor(schema: GraphQLSchema, random: () => number, options: RandomOptions) {
    this.#schema = schema;
    this.#random = random;
    this.#options = options;
  }

  request(operation: 'query' | 'mutation'): RandomRequest {
    const root = operation === 'query' ? this.#schema.getQueryType() : this.#schema.getMutationType();
    if (!root) throw new TypeError(`The schema has no ${operation}`);
    const selection = this.#selection(root, this.#options.depth);
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    return {
      query: `${operation} Random${definitions} ${selection} ${this.#fragments.join(' ')}`,
      variables: this.#variables,
    };
  }

  #pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.#random() * values.length)];
    if (value === undefined) throw new RangeError('Nothing to pick from');
    return value;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = [];
    if ('getFields' in type) {
      const fields = Object.values(type.getFields()).filter(
        (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
      );
      const count = 1 + Math.floor(this.#random() * 4);
      for (let index = 0; index < count && fields.length > 0 && this.#left-- > 0; index++) {
        const field = this.#pick(fields);
        const named = getNamedType(field.type);
        const args = field.args.flatMap((argument) => this.#argument(argument));
        // An own response name, for two fields of one name must have the same arguments.
        const alias =
          args.length > 0 || isCompositeType(named) || this.#random() < 0.2 ? `f${this.#names++}: ` : '';
        const inner = isCompositeType(named) ? ` ${this.#selection(named, depth - 1)}` : '';
        parts.push(`${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${inner}`);
      }
    }
    if (isAbstractType(type) && depth > 1)
      for (const possible of this.#schema.getPossibleTypes(type))
        if (this.#random() < 0.5)
          parts.push(`... on ${possible.name} ${this.#selection(possible, depth - 1)}`);
    if (isObjectType(type) && depth > 1 && this.#random() < 0.15) {
      const name = `F${this.#names++}`;
      this.#fragments.push(`fragment ${name} on ${type.name} ${this.#selection(type, depth - 1)}`);
      parts.push(`...${name}`);
    }
    if (parts.length === 0 || this.#random() < 0.2) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  #argument(argument: GraphQLArgument): string[] {
    const { without = [], onlyVariables = false } = this.#options;
    if (!isNonNullType(argument.type) && (this.#random() < 0.6 || without.includes(argument.name))) return [];
    if (this.#random() < 0.5 || onlyVariables) {
      const name = `v${this.#names++}`;
      this.#definitions.push(`$${name}: ${argument.type}`);
      this.#variables[name] = this.#value(argument.type, 3);
      return [`${argument.name}: $${name}`];
    }
    return [`${argument.name}: ${literal(this.#value(argument.type, 3), argument.type)}`];
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (isListType(type))
      return Array.from({ length: Math.floor(this.#random() * 4) }, () => this.#value(type.ofType, depth));
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    if (isInputObjectType(type))
      return Object.fromEntries(
        Object.values(type.getFields()).flatMap((field) =>
          isNonNullType(field.type) || (depth > 0 && this.#random() < 0.4)
            ? [[field.name, this.#value(field.type, depth - 1)]]
            : [],
        ),
      );
    const hostile = this.#random() < this.#options.hostility;
    switch (type.name) {
      case 'Int':
        return hostile
          ? this.#pick([-1, 0, 101, 2_147_483_647, -2_147_483_648])
          : Math.floor(this.#random() * 5) + 1;
      case 'Float':
        return hostile ? this.#pick([1e308, -0, 5e-324]) : this.#random() * 100;
      case 'Boolean':
        return this.#random() < 0.5;
      case 'ID':
        return hostile || this.#options.ids.length === 0
          ? this.#pick(hostileStrings)
          : this.#pick(this.#options.ids);
      default:
        return hostile ? this.#pick(hostileStrings) : this.#pick(plainValues[type.name] ?? plainStrings);
    }
  }
}

/** A value as GraphQL writes it. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (value === null || value === undefined) return 'null';
  if (isListType(type) && Array.isArray(value))
    return `[${value.map((item) => literal(item, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return String(value);
  if (isInputObjectType(type))
    return `{${Object.entries(value)
      .map(([name, inner]) => {
        const field = type.getFields()[name];
        return field ? `${name}: ${literal(inner, field.type)}` : '';
      })
      .join(', ')}}`;
  // GraphQL refuses the escape of a lone surrogate, which JSON writes; in a variable it gets through.
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  return typeof value === 'number' && Object.is(value, -0) ? '-0' : JSON.stringify(value);
}
