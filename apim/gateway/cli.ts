#!/usr/bin/env node
import { check } from './commands/check.ts';
import { type Command, CommandFailure } from './commands/command.ts';
import { run } from './commands/run.ts';
import { serve } from './commands/serve.ts';
import { support } from './commands/support.ts';
import { trace } from './commands/trace.ts';

const commands: readonly Command[] = [check, run, trace, serve, support];

const [name, ...rest] = process.argv.slice(2);
const command = commands.find((each) => each.name === name);
if (command === undefined) {
  console.error('usage: npm run policy -- COMMAND\n');
  for (const { usage, about } of commands) console.error(`  ${usage.padEnd(52)} ${about}`);
  process.exitCode = 1;
} else {
  try {
    process.exitCode = await command.run(rest);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
