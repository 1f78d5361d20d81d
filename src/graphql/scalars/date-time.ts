import { GraphQLError } from 'graphql';
import type { ScalarFunctions } from './scalar.ts';

/** RFC 3339, section 5.6, with an offset; years 1 to 9999, at most microseconds. */
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** As PostgreSQL and CockroachDB write a timestamp. */
const sqlTimestamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/;

/** An instant in UTC, as text from end to end: a JavaScript Date would drop the microseconds. */
export const dateTime: ScalarFunctions = {
  serialize(value) {
    const text = String(value);
    // Years beyond four digits, BC and infinity have no RFC 3339 form.
    if (!sqlTimestamp.test(text)) throw new GraphQLError('DateTime cannot represent the value of the row.');
    return `${text.slice(0, 10)}T${text.slice(11)}Z`;
  },
  parseValue(value) {
    if (typeof value !== 'string') throw refused();
    const parts = rfc3339.exec(value);
    if (!parts) throw refused();
    const [
      ,
      year = '',
      month = '',
      day = '',
      hour = '',
      minute = '',
      second = '',
      fraction = '',
      sign,
      hours,
      minutes,
    ] = parts;
    const local = new Date(0);
    local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    local.setUTCHours(Number(hour), Number(minute), Number(second));
    const isReal =
      Number(year) >= 1 &&
      local.getUTCMonth() === Number(month) - 1 &&
      local.getUTCDate() === Number(day) &&
      Number(hour) < 24 &&
      Number(minute) < 60 &&
      Number(second) < 60 &&
      Number(hours ?? 0) < 24 &&
      Number(minutes ?? 0) < 60;
    if (!isReal) throw refused();
    const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    const instant = new Date(local.getTime() - offset * 60_000);
    if (instant.getUTCFullYear() < 1 || instant.getUTCFullYear() > 9999) throw refused();
    const kept = fraction.replace(/0+$/, '');
    // As the database writes it, so that a key that holds an instant compares as text.
    return instant.toISOString().slice(0, 19).replace('T', ' ') + (kept === '' ? '' : `.${kept}`);
  },
};

function refused(): GraphQLError {
  return new GraphQLError(
    'DateTime takes an instant as in RFC 3339, years 0001 to 9999, at most microseconds: "2026-01-31T12:00:00.000001Z".',
  );
}
