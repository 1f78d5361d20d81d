import { SQL, sql } from 'drizzle-orm';
import type { SqlSource } from '../db/statement.ts';
import { JsonText } from './json-text.ts';
import { type ColumnModel, propertyOf, type TableModel } from './table-model.ts';
import { type Parameter, type Template, template } from './template.ts';

/** Finds the text of a write, or makes it. */
export type WriteTexts = (
  /** Tells the texts of one table apart; undefined where the text holds values and must be made each time. */
  id: string | undefined,
  model: TableModel,
  /** A condition beside the key, known by its object: make it once where the values in it do not change. */
  condition: SQL | undefined,
  make: () => SqlSource,
) => Template;

/** Documents choose which columns are set, so texts may be many. */
const mostTexts = 1_000;

/** Building SQL takes longer than all else that the gateway does for a small write. */
export function createWriteTexts(): WriteTexts {
  const unconditional = new Map<string, Template>();
  const conditional = new WeakMap<SQL, Map<string, Template>>();
  return (id, { name }, condition, make) => {
    if (id === undefined) return template(make());
    let texts = unconditional;
    if (condition) {
      texts = conditional.get(condition) ?? new Map();
      conditional.set(condition, texts);
    }
    const key = `${name}|${id}`;
    let text = texts.get(key);
    if (!text) {
      if (texts.size >= mostTexts) texts.clear();
      text = template(make());
      texts.set(key, text);
    }
    return text;
  };
}

/** Values of a row, apart from where they stand in a text. */
export interface Settings {
  /** The columns that are set, by name; undefined where an expression is among the values. */
  readonly id: string | undefined;
  /** What Drizzle takes in the place of the values. */
  readonly placeholders: Readonly<Record<string, SQL>>;
  /** The values by their placeholders' names. */
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** Puts placeholders named `prefix.property` in the place of the values that are there. SQL expressions stay. */
export function settingsOf(
  model: TableModel,
  values: Readonly<Record<string, unknown>>,
  prefix: string,
): Settings {
  let id: string | undefined = '';
  const placeholders: Record<string, SQL> = {};
  const parameters: Record<string, Parameter> = {};
  for (const [property, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const column = propertyOf(model, property);
    if (value instanceof SQL) {
      placeholders[property] = value;
      id = undefined;
      continue;
    }
    const name = `${prefix}.${property}`;
    placeholders[property] = placeholderOf(column, name);
    parameters[name] = (value instanceof JsonText ? value.text : value) as Parameter;
    if (id !== undefined) id += `${property},`;
  }
  return { id, placeholders, parameters };
}

/** JSON is text in rows; Drizzle would write the text as a JSON string. */
function placeholderOf({ kind }: ColumnModel, name: string): SQL {
  return kind === 'json' ? sql`${sql.placeholder(name)}::jsonb` : sql`${sql.placeholder(name)}`;
}
