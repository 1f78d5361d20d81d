import type { PgColumn } from 'drizzle-orm/pg-core';
import { MeridianError } from '../errors.ts';
import { JsonText } from './json-text.ts';
import type { ColumnModel } from './table-model.ts';
import type { Parameter } from './template.ts';
import type { ValueKind } from './value-kind.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const decimal = /^-?([0-9]+)(?:\.([0-9]+))?$/;
const wholeNumber = /^-?[0-9]{1,19}$/;
/** As the database writes it, in UTC. */
const timestamp = /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?$/;

/** What is wrong with a value, in words that follow "The argument … "; undefined where nothing is. */
type Fault = (value: unknown, column: PgColumn) => string | undefined;

const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

const wrong: Readonly<Record<ValueKind, Fault>> = {
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'is no boolean'),
  decimal: (value, column) => {
    const digits = decimal.exec(String(value));
    if (!digits) return 'is no decimal number';
    const [precision, scale] = precisionOf(column);
    const whole = (digits[1] ?? '').replace(/^0+/, '').length;
    const fraction = (digits[2] ?? '').replace(/0+$/, '').length;
    if (precision === undefined) return whole + fraction > 1_000 ? 'has too many digits' : undefined;
    if (whole > precision - scale) return `has more than ${precision - scale} digits before the point`;
    return fraction > scale ? `has more than ${scale} digits after the point` : undefined;
  },
  enum: (value, column) =>
    column.enumValues?.includes(String(value)) ? undefined : 'is none of the values allowed',
  float: (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'is no number'),
  int: (value, column) => {
    const bits = column.getSQLType() === 'smallint' ? 15 : 31;
    return isWhole(value, -(2 ** bits), 2 ** bits - 1) ? undefined : 'is out of range';
  },
  int8: (value) => {
    if (!wholeNumber.test(String(value))) return 'is no whole number';
    return BigInt.asIntN(64, BigInt(String(value))) === BigInt(String(value)) ? undefined : 'is out of range';
  },
  // In its text a NUL is an escape, which PostgreSQL's jsonb refuses.
  json: (value) =>
    !(value instanceof JsonText)
      ? 'is no JSON'
      : /(?<!\\)(\\\\)*\\u0000/.test(value.text)
        ? 'holds a NUL character'
        : undefined,
  text: (value, column) => {
    if (typeof value !== 'string') return 'is no text';
    if (value.includes('\0')) return 'holds a NUL character';
    if (!value.isWellFormed()) return 'holds half of a surrogate pair';
    const most = lengthOf(column);
    if (most !== undefined && [...value].length > most) return `is longer than ${most} characters`;
    if (column.enumValues && column.enumValues.length > 0 && !column.enumValues.includes(value))
      return 'is none of the values allowed';
    return undefined;
  },
  timestamp: (value) => (timestamp.test(String(value)) ? undefined : 'is no instant'),
  uuid: (value) => (uuid.test(String(value)) ? undefined : 'is no UUID'),
};

/**
 * The value as a statement takes it, checked against its column, so that what the database would refuse or round never
 * gets there. Throws BAD_USER_INPUT that names the argument.
 */
export function parameterOf({ column, kind }: ColumnModel, value: unknown, argument: string): Parameter {
  const fault = wrong[kind](value, column);
  if (fault !== undefined)
    throw new MeridianError('BAD_USER_INPUT', `The argument "${argument}" ${fault}.`, { argument });
  return value instanceof JsonText ? value.text : (value as Parameter);
}

/** Whether a text has the form of the column's values. */
export function hasForm({ column, kind }: ColumnModel, value: string): boolean {
  const typed = kind === 'int' ? Number(value) : value;
  return wrong[kind](typed, column) === undefined;
}

function precisionOf(column: PgColumn): readonly [number | undefined, number] {
  const { precision, scale } = column as unknown as { precision?: number; scale?: number };
  return [precision, scale ?? 0];
}

function lengthOf(column: PgColumn): number | undefined {
  return (column as unknown as { length?: number }).length;
}
