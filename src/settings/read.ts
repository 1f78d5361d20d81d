import type { ZodType } from 'zod';

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable: how it is read, and what people are told about it. */
export interface Setting<T> {
  /** Turns the text into the value. Not asked where the variable is absent or empty. */
  readonly schema: ZodType<T>;
  /** What the variable must hold, to follow "expected", such as "a port from 1 to 65535". */
  readonly expects: string;
  /** What it is for; ends with a full stop. */
  readonly about: string;
  /** The default as people read it; `required` where there is none and one must be given. */
  readonly otherwise: string;
}

/** Settings by the name of their variable. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What {@link readSettings} makes of a table: each value, or undefined where the variable is absent. */
export type SettingValues<S extends Settings> = {
  readonly [Name in keyof S]: (S[Name] extends Setting<infer T> ? T : never) | undefined;
};

/** Settings that cannot be used. The message has one line a problem, and no value of any variable. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads every variable of the table; an empty one counts as absent, as in Docker and App Service. Problems are pushed,
 * not thrown, so that a reader sees all of them at once. A problem never quotes the value: it may be a secret.
 */
export function readSettings<S extends Settings>(
  settings: S,
  environment: Environment,
  problems: string[],
): SettingValues<S> {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const text = environment[name]?.trim();
    if (!text) continue;
    const read = setting.schema.safeParse(text);
    if (read.success) values[name] = read.data;
    else problems.push(`${name}: expected ${setting.expects}`);
  }
  return values as SettingValues<S>;
}

/** A Markdown table of the settings, in their order. */
export function renderSettings(settings: Settings): string {
  const rows = Object.entries(settings).map(
    ([name, { about, expects, otherwise }]) => `| \`${name}\` | ${about} | ${expects} | ${otherwise} |`,
  );
  return ['| variable | what for | expects | default |', '|---|---|---|---|', ...rows, ''].join('\n');
}
