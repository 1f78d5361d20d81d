import { is, Placeholder, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Statement } from '../db/database.ts';
import { isParameter, type SqlSource } from '../db/statement.ts';

/** What may be bound to a placeholder. */
export type Parameter = Statement['parameters'][number];

/** A statement's text, made once, with names where values go. */
export interface Template {
  readonly text: string;
  /** Binds values by name, in the order of the text. Throws a TypeError for a name that has no value. */
  readonly bind: (values: Readonly<Record<string, Parameter>>) => Parameter[];
}

const dialect = new PgDialect();

/** Makes a template of a Drizzle query, or of a piece of SQL, whose values are all `sql.placeholder(name)`. */
export function template(query: SqlSource | SQL): Template {
  const { sql: text, params } = 'toSQL' in query ? query.toSQL() : dialect.sqlToQuery(query);
  const slots = params.map((parameter) => {
    if (is(parameter, Placeholder)) return { name: parameter.name };
    if (!isParameter(parameter)) throw new TypeError('A constant of a statement is not plain');
    return { constant: parameter };
  });
  return {
    text,
    bind: (values) =>
      slots.map((slot) => {
        if ('constant' in slot) return slot.constant;
        const value = values[slot.name];
        if (value === undefined) throw new TypeError(`Nothing is bound to ${slot.name}`);
        return value;
      }),
  };
}
