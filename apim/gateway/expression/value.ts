/**
 * How a .NET value is represented. Each value knows its own .NET type, so that a boxed value can be checked when it is
 * cast back:
 *
 * | .NET                         | here                                           |
 * |------------------------------|------------------------------------------------|
 * | null                         | `null` (never `undefined`)                     |
 * | string, bool                 | `string`, `boolean`                            |
 * | int                          | `number`, always an integer of 32 bits         |
 * | long                         | `bigint`, always of 64 bits                    |
 * | byte, short, uint, ulong ... | {@link Integer}                                |
 * | double, float                | {@link Double}                                 |
 * | decimal, char                | Decimal (decimal.ts), {@link Char}             |
 * | byte[]                       | `Uint8Array`                                   |
 * | objects of `context`         | the plain views of context.ts, tagged by `type`|
 * | every other type             | a subclass of {@link DotnetObject}             |
 */
/** One of the views of context.ts: a plain object tagged by its .NET type name. */
export interface View {
  readonly type: string;
}

export type Value = null | string | number | bigint | boolean | Uint8Array | DotnetObject | View;

/** A constructed type name: `List<string>` is `{ name: 'List', args: [string] }`, `int[]` is `{ name: '[]', args: [int] }`. */
export interface TypeRef {
  readonly name: string;
  readonly args: readonly TypeRef[];
  /** Names of the items of a tuple: they belong to the checker alone, two tuples of other names are one type. */
  readonly itemNames?: readonly (string | null)[];
}

/** The base of every object that has no JavaScript counterpart. */
export abstract class DotnetObject {
  abstract readonly dotnetType: TypeRef;

  /** What ToString gives; null: the name of the type, as System.Object has it. */
  text(_format: string | null): string | null {
    return null;
  }

  /** What Equals gives: reference equality unless the type says otherwise. */
  equals(other: Value): boolean {
    return this === other;
  }

  /** A JavaScript value that is the same (SameValueZero) for equal objects; undefined: `this`. */
  hashKey(): string | number | bigint | undefined {
    return undefined;
  }

  /** What CompareTo gives, null when the type has no order or cannot be compared with `other`. */
  compareTo(_other: Value): number | null {
    return null;
  }

  /** `this operator right` for + - * / & |; undefined when the type has no such operator. */
  operate(_operator: string, _right: Value): Value | undefined {
    return undefined;
  }
}

const simple = (name: string): TypeRef => Object.freeze({ name, args: Object.freeze([]) });

export type IntegerKind = 'sbyte' | 'byte' | 'short' | 'ushort' | 'uint' | 'ulong';

const integerTypes: Readonly<Record<IntegerKind, TypeRef>> = {
  sbyte: simple('sbyte'),
  byte: simple('byte'),
  short: simple('short'),
  ushort: simple('ushort'),
  uint: simple('uint'),
  ulong: simple('ulong'),
};

/** An integer of a size other than int and long. */
export class Integer extends DotnetObject {
  readonly kind: IntegerKind;
  readonly value: bigint;
  constructor(kind: IntegerKind, value: bigint) {
    super();
    this.kind = kind;
    this.value = value;
  }
  get dotnetType(): TypeRef {
    return integerTypes[this.kind];
  }
}

const doubleType = simple('double');
const floatType = simple('float');
const charType = simple('char');

/** A double, or a float when `single` (its value is then already rounded to 32 bits). */
export class Double extends DotnetObject {
  readonly value: number;
  readonly single: boolean;
  constructor(value: number, single = false) {
    super();
    this.value = single ? Math.fround(value) : value;
    this.single = single;
  }
  get dotnetType(): TypeRef {
    return this.single ? floatType : doubleType;
  }
}

/** One UTF-16 code unit. */
export class Char extends DotnetObject {
  readonly code: number;
  readonly dotnetType: TypeRef = charType;
  constructor(code: number) {
    super();
    this.code = code;
  }
}
