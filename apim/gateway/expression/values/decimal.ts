import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import { DotnetObject } from '../value.ts';

const limit = 1n << 96n;
const type = named('decimal');

/** System.Decimal: a 96-bit coefficient and a scale of 0 to 28. */
export class Decimal extends DotnetObject {
  readonly coefficient: bigint;
  readonly scale: number;
  readonly dotnetType = type;

  constructor(coefficient: bigint, scale = 0) {
    super();
    this.coefficient = coefficient;
    this.scale = scale;
  }

  /** Fits a wider intermediate result, rounding half to even. @throws OverflowException */
  static fit(coefficient: bigint, scale: number): Decimal {
    let c = coefficient;
    let s = scale;
    const negative = c < 0n;
    if (negative) c = -c;
    let drop = Math.max(0, s - 28);
    while (c / 10n ** BigInt(drop) >= limit) drop++;
    if (drop > s) throw overflow();
    if (drop > 0) {
      c = divideHalfEven(c, 10n ** BigInt(drop));
      s -= drop;
      if (c >= limit) {
        if (s === 0) throw overflow();
        c = divideHalfEven(c, 10n);
        s -= 1;
      }
    }
    return new Decimal(negative ? -c : c, s);
  }

  /** A decimal from its text (sign, digits, point, exponent), null when it is none. */
  static parse(text: string): Decimal | null {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
    if (match === null || (match[2] ?? '') + (match[3] ?? '') === '') return null;
    // 28 digits count, 60 leave the rounding exact enough
    const fraction = (match[3] ?? '').slice(0, 60);
    const exponent = Number(match[4] ?? 0);
    if ((match[2] ?? '').replace(/^0+/, '').length > 100) throw overflow();
    let coefficient = BigInt(`${match[2] ?? ''}${fraction}`);
    let scale = fraction.length - exponent;
    if (scale < 0) {
      if (scale < -60 && coefficient !== 0n) throw overflow();
      coefficient *= 10n ** BigInt(Math.min(60, -scale));
      scale = 0;
    }
    return Decimal.fit(match[1] === '-' ? -coefficient : coefficient, scale);
  }

  /** What `(decimal)x` gives for a double: 15 significant digits (7 for a float). */
  static fromDouble(value: number, digits = 15): Decimal {
    if (!Number.isFinite(value) || Math.abs(value) > 7.9228162514264338e28) throw overflow();
    const parsed = Decimal.parse(value.toPrecision(digits));
    if (parsed === null) throw overflow();
    return parsed.trimmed(0);
  }

  /** Without trailing zeros of the fraction down to `scale`. */
  trimmed(scale: number): Decimal {
    let c = this.coefficient;
    let s = this.scale;
    while (s > scale && c % 10n === 0n) {
      c /= 10n;
      s -= 1;
    }
    return new Decimal(c, s);
  }

  private aligned(other: Decimal): [bigint, bigint, number] {
    const scale = Math.max(this.scale, other.scale);
    return [
      this.coefficient * 10n ** BigInt(scale - this.scale),
      other.coefficient * 10n ** BigInt(scale - other.scale),
      scale,
    ];
  }

  add(other: Decimal): Decimal {
    const [a, b, scale] = this.aligned(other);
    return Decimal.fit(a + b, scale);
  }

  subtract(other: Decimal): Decimal {
    const [a, b, scale] = this.aligned(other);
    return Decimal.fit(a - b, scale);
  }

  multiply(other: Decimal): Decimal {
    return Decimal.fit(this.coefficient * other.coefficient, this.scale + other.scale);
  }

  divide(other: Decimal): Decimal {
    if (other.coefficient === 0n) throw dotnetError('DivideByZeroException', 'Attempted to divide by zero.');
    const preferred = this.scale - other.scale;
    // 30 digits more than the quotient can hold, with a sticky digit so that rounding half to even stays right
    const shift = 60 + other.scale;
    const numerator = this.coefficient * 10n ** BigInt(shift);
    let quotient = numerator / other.coefficient;
    if (numerator % other.coefficient !== 0n)
      quotient = quotient * 10n + (quotient < 0n || numerator < 0n !== other.coefficient < 0n ? -1n : 1n);
    else quotient *= 10n;
    return Decimal.fit(quotient, shift + preferred + 1).trimmed(Math.max(0, preferred));
  }

  remainder(other: Decimal): Decimal {
    if (other.coefficient === 0n) throw dotnetError('DivideByZeroException', 'Attempted to divide by zero.');
    const [a, b, scale] = this.aligned(other);
    return new Decimal(a % b, scale);
  }

  negate(): Decimal {
    return new Decimal(-this.coefficient, this.scale);
  }

  compare(other: Decimal): number {
    const [a, b] = this.aligned(other);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** The integer part. */
  truncate(): bigint {
    return this.coefficient / 10n ** BigInt(this.scale);
  }

  /** Rounded to `digits`; away from zero on a tie when `away`, else to even. */
  round(digits: number, away = false): Decimal {
    if (digits >= this.scale) return this;
    const unit = 10n ** BigInt(this.scale - digits);
    const magnitude = this.coefficient < 0n ? -this.coefficient : this.coefficient;
    const rounded = away ? (magnitude + unit / 2n) / unit : divideHalfEven(magnitude, unit);
    return new Decimal(this.coefficient < 0n ? -rounded : rounded, digits);
  }

  floor(): Decimal {
    const whole = this.truncate();
    return new Decimal(this.coefficient < 0n && new Decimal(whole).compare(this) !== 0 ? whole - 1n : whole);
  }

  toNumber(): number {
    return Number(this.toString());
  }

  override toString(): string {
    const negative = this.coefficient < 0n;
    const digits = (negative ? -this.coefficient : this.coefficient).toString().padStart(this.scale + 1, '0');
    const whole = digits.slice(0, digits.length - this.scale);
    return `${negative ? '-' : ''}${whole}${this.scale > 0 ? `.${digits.slice(-this.scale)}` : ''}`;
  }
}

function divideHalfEven(value: bigint, unit: bigint): bigint {
  const quotient = value / unit;
  const rest = (value % unit) * 2n;
  return rest > unit || (rest === unit && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

function overflow() {
  return dotnetError('OverflowException', 'Value was either too large or too small for a Decimal.');
}
