import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { renderSupport } from './render-support.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const MARKED = /(<!-- support:begin[^>]*-->\n)[\s\S]*?(<!-- support:end -->)/;

/** Writes the table of what is supported into apim/README.md. */
export const support: Command = {
  name: 'support',
  usage: 'support [--check]',
  about: 'writes the tables of supported statements and members into apim/README.md',
  run(args) {
    const { values } = parseArgs({ args: [...args], options: { check: { type: 'boolean' } } });
    const before = readFileSync(README, 'utf8');
    const after = before.replace(
      MARKED,
      (_, begin: string, end: string) => `${begin}${renderSupport()}${end}`,
    );
    if (values.check && before !== after) {
      console.error('apim/README.md is out of date: run npm run policy -- support');
      return 1;
    }
    if (!values.check) writeFileSync(README, after);
    return 0;
  },
};
