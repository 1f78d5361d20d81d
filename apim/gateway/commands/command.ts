import { readFileSync } from 'node:fs';

/** A command of `npm run policy`. */
export type Command = {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  /** Answers with the exit code; throws CommandFailure for what the caller can put right. */
  readonly run: (args: readonly string[]) => Promise<number> | number;
};

/** Something the caller can put right; the message is all that is shown. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** The text of a file, or a CommandFailure that names it. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandFailure(`${file}: cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}

/** The content of a JSON file, or a CommandFailure that says where it breaks. */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandFailure(`${file}: ${cause instanceof Error ? cause.message : 'not JSON'}`, { cause });
  }
}
