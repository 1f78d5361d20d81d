import { dotnetError } from '../errors.ts';
import { named, t } from '../type-ref.ts';
import type { IntegerKind, TypeRef, Value } from '../value.ts';
import { Char, Double, Integer } from '../value.ts';
import { Decimal } from './decimal.ts';

/** Every number as .NET has it; char counts as one in arithmetic. */
export type Numeric = number | bigint | Integer | Double | Decimal | Char;
export type NumericKind = IntegerKind | 'int' | 'long' | 'float' | 'double' | 'decimal' | 'char';

/** [lowest, highest, bits, signed] of each integer type. */
const ranges = {
  sbyte: [-128n, 127n, 8],
  byte: [0n, 255n, 8],
  short: [-32768n, 32767n, 16],
  ushort: [0n, 65535n, 16],
  char: [0n, 65535n, 16],
  int: [-(1n << 31n), (1n << 31n) - 1n, 32],
  uint: [0n, (1n << 32n) - 1n, 32],
  long: [-(1n << 63n), (1n << 63n) - 1n, 64],
  ulong: [0n, (1n << 64n) - 1n, 64],
} as const;

type WholeKind = keyof typeof ranges;

const dotnetNames: Readonly<Record<WholeKind, string>> = {
  sbyte: 'signed byte',
  byte: 'unsigned byte',
  short: 'Int16',
  ushort: 'UInt16',
  char: 'character',
  int: 'Int32',
  uint: 'UInt32',
  long: 'Int64',
  ulong: 'UInt64',
};

const bytes: readonly Integer[] = Array.from({ length: 256 }, (_, i) => new Integer('byte', BigInt(i)));

/** The byte of this value (0 to 255), shared. */
export function byteOf(value: number): Integer {
  return bytes[value & 255] ?? new Integer('byte', BigInt(value & 255));
}

export function isWholeKind(name: string): name is WholeKind {
  return Object.hasOwn(ranges, name);
}

export function isNumericKind(name: string): name is NumericKind {
  return isWholeKind(name) || name === 'float' || name === 'double' || name === 'decimal';
}

export function rangeOf(kind: WholeKind): readonly [bigint, bigint] {
  const range = ranges[kind];
  return [range[0], range[1]];
}

export function isNumeric(value: Value): value is Numeric {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Integer ||
    value instanceof Double ||
    value instanceof Decimal ||
    value instanceof Char
  );
}

export function kindOf(value: Numeric): NumericKind {
  if (typeof value === 'number') return 'int';
  if (typeof value === 'bigint') return 'long';
  if (value instanceof Integer) return value.kind;
  if (value instanceof Double) return value.single ? 'float' : 'double';
  return value instanceof Decimal ? 'decimal' : 'char';
}

/** The integer as a bigint; only for integer kinds. */
export function wholeOf(value: Numeric): bigint {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  if (value instanceof Integer) return value.value;
  if (value instanceof Char) return BigInt(value.code);
  if (value instanceof Decimal) return value.truncate();
  return BigInt(Math.trunc(value.value));
}

/** As a JavaScript number, which is a double. */
export function floatOf(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Double) return value.value;
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof Char) return value.code;
  return Number(value.value);
}

export function decimalOf(value: Numeric): Decimal {
  if (value instanceof Decimal) return value;
  if (value instanceof Double) return Decimal.fromDouble(value.value, value.single ? 7 : 15);
  return new Decimal(wholeOf(value));
}

/** An integer of this kind, wrapped around as `unchecked` does or refused with OverflowException. */
export function makeWhole(kind: WholeKind, value: bigint, checked: boolean): Value {
  const [lowest, highest, bits] = ranges[kind];
  let v = value;
  if (v < lowest || v > highest) {
    if (checked) throw dotnetError('OverflowException', 'Arithmetic operation resulted in an overflow.');
    v = lowest < 0n ? BigInt.asIntN(bits, v) : BigInt.asUintN(bits, v);
  }
  if (kind === 'int') return Number(v);
  if (kind === 'long') return v;
  if (kind === 'char') return new Char(Number(v));
  if (kind === 'byte') return byteOf(Number(v));
  return new Integer(kind, v);
}

/** An explicit numeric conversion. */
export function convertNumber(value: Numeric, kind: NumericKind, checked: boolean): Value {
  if (kindOf(value) === kind) return value;
  if (kind === 'double') return new Double(floatOf(value));
  if (kind === 'float') return new Double(floatOf(value), true);
  if (kind === 'decimal') return decimalOf(value);
  if (value instanceof Double) {
    const n = value.value;
    if (!Number.isFinite(n)) {
      if (checked) throw dotnetError('OverflowException', 'Arithmetic operation resulted in an overflow.');
      // .NET 9 and later saturate; NaN gives 0
      return Number.isNaN(n) ? makeWhole(kind, 0n, false) : saturate(kind, n > 0 ? 1n << 80n : -(1n << 80n));
    }
    const whole = BigInt(Math.trunc(n));
    return checked ? makeWhole(kind, whole, true) : saturate(kind, whole);
  }
  if (value instanceof Decimal) {
    const whole = value.truncate();
    const [lowest, highest] = ranges[kind];
    if (whole < lowest || whole > highest) {
      throw dotnetError(
        'OverflowException',
        `Value was either too large or too small for ${article(kind)} ${dotnetNames[kind]}.`,
      );
    }
    return makeWhole(kind, whole, true);
  }
  return makeWhole(kind, wholeOf(value), checked);
}

/** int, uint, long and ulong saturate; smaller ones go through int. */
function saturate(kind: WholeKind, whole: bigint): Value {
  const through: WholeKind = ranges[kind][2] < 32 ? 'int' : kind;
  const [lowest, highest] = ranges[through];
  const clamped = whole < lowest ? lowest : whole > highest ? highest : whole;
  return makeWhole(kind, clamped, false);
}

/** `Int32`, `unsigned byte` ... as .NET's messages have it, with the article. */
export function overflowMessage(kind: WholeKind): string {
  return `Value was either too large or too small for ${article(kind)} ${dotnetNames[kind]}.`;
}

function article(kind: WholeKind): string {
  return kind === 'byte' || kind === 'int' || kind === 'short' || kind === 'long' ? 'an' : 'a';
}

const promotionOrder: readonly NumericKind[] = ['decimal', 'double', 'float', 'ulong', 'long'];

/** Binary numeric promotion (C# 7 specification, 12.4.7.3). */
export function promoted(a: NumericKind, b: NumericKind): NumericKind {
  for (const kind of promotionOrder) if (a === kind || b === kind) return kind;
  if (a === 'uint' || b === 'uint') {
    const other = a === 'uint' ? b : a;
    return other === 'int' || other === 'short' || other === 'sbyte' ? 'long' : 'uint';
  }
  return 'int';
}

type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^';

const divideByZero = () => dotnetError('DivideByZeroException', 'Attempted to divide by zero.');

const onDoubles: Partial<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

const onDecimals: Partial<Record<Arithmetic, (a: Decimal, b: Decimal) => Decimal>> = {
  '+': (a, b) => a.add(b),
  '-': (a, b) => a.subtract(b),
  '*': (a, b) => a.multiply(b),
  '/': (a, b) => a.divide(b),
  '%': (a, b) => a.remainder(b),
};

const onIntegers: Record<Arithmetic, (a: bigint, b: bigint) => bigint> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => {
    if (b === 0n) throw divideByZero();
    return a / b;
  },
  '%': (a, b) => {
    if (b === 0n) throw divideByZero();
    return a % b;
  },
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

/** `a op b` in .NET's arithmetic; null when the operator is not defined for the operands. */
export function arithmetic(operator: Arithmetic, a: Numeric, b: Numeric, checked: boolean): Value {
  const kind = promoted(kindOf(a), kindOf(b));
  if (kind === 'double' || kind === 'float') {
    const result = onDoubles[operator]?.(floatOf(a), floatOf(b));
    return result === undefined ? null : new Double(result, kind === 'float');
  }
  if (kind === 'decimal') return onDecimals[operator]?.(decimalOf(a), decimalOf(b)) ?? null;
  if (!isWholeKind(kind)) return null;
  const result = onIntegers[operator](wholeOf(a), wholeOf(b));
  // int.MinValue / -1 overflows even unchecked
  if (operator === '/' && (kind === 'int' || kind === 'long') && result > ranges[kind][1]) {
    throw dotnetError('OverflowException', 'Arithmetic operation resulted in an overflow.');
  }
  return makeWhole(kind, result, checked);
}

export function shift(operator: '<<' | '>>', a: Numeric, count: number): Value {
  const kind = promoted(kindOf(a), 'int');
  const target: WholeKind = kindOf(a) === 'uint' ? 'uint' : isWholeKind(kind) ? kind : 'int';
  const bits = BigInt(count & (ranges[target][2] - 1));
  return makeWhole(target, operator === '<<' ? wholeOf(a) << bits : wholeOf(a) >> bits, false);
}

/** -1, 0, 1, or NaN when a NaN takes part. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const kind = promoted(kindOf(a), kindOf(b));
  if (kind === 'double' || kind === 'float') {
    const x = floatOf(a);
    const y = floatOf(b);
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
  }
  if (kind === 'decimal') return decimalOf(a).compare(decimalOf(b));
  const x = wholeOf(a);
  const y = wholeOf(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function negate(a: Numeric, checked: boolean): Value {
  if (a instanceof Double) return new Double(-a.value, a.single);
  if (a instanceof Decimal) return a.negate();
  const kind = kindOf(a) === 'uint' || kindOf(a) === 'long' ? 'long' : 'int';
  return makeWhole(kind, -wholeOf(a), checked);
}

export function complement(a: Numeric): Value {
  const kind = promoted(kindOf(a), kindOf(a));
  return makeWhole(isWholeKind(kind) ? kind : 'int', ~wholeOf(a), false);
}

/** Widening without loss of range: which kinds each kind converts to implicitly. */
const widenings: Readonly<Record<NumericKind, readonly NumericKind[]>> = {
  sbyte: ['short', 'int', 'long', 'float', 'double', 'decimal'],
  byte: ['short', 'ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  short: ['int', 'long', 'float', 'double', 'decimal'],
  ushort: ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  char: ['ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  int: ['long', 'float', 'double', 'decimal'],
  uint: ['long', 'ulong', 'float', 'double', 'decimal'],
  long: ['float', 'double', 'decimal'],
  ulong: ['float', 'double', 'decimal'],
  float: ['double'],
  double: [],
  decimal: [],
};

/** How far `to` is from `from` in the list of widenings; -1 when there is no implicit conversion. */
export function wideningDistance(from: NumericKind, to: NumericKind): number {
  return from === to ? 0 : widenings[from].indexOf(to) + 1 || -1;
}

export function numericType(kind: NumericKind): TypeRef {
  return kind === 'int' ? t.int : kind === 'long' ? t.long : kind === 'double' ? t.double : named(kind);
}
