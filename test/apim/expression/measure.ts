/**
 * Which policy expressions of real documents load: `npx node test/apim/expression/measure.ts FOLDER…`
 *
 * A folder is a tree with policy documents; one line a folder, one for all, and each expression that does not load.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { decode } from '../../../apim/gateway/documents/decode.ts';
import { findExpressionEnd, startsExpression } from '../../../apim/gateway/documents/expression-end.ts';
import { substituteNamedValues } from '../../../apim/gateway/documents/named-values.ts';
import { compileExpression, ExpressionSyntaxError } from '../../../apim/gateway/expression/index.ts';
import { parseBlock, parseSingle } from '../../../apim/gateway/expression/syntax/parser.ts';

const POLICY_ROOT = /<(?:policies|fragment|inbound|outbound|backend|on-error)[\s/>]/;

type Kind = 'expression' | 'block';
type Outcome = { readonly parses: boolean; readonly checks: boolean; readonly message: string };

/** The distinct expressions of a document: named values are 1, entities are decoded, comments of the document count not. */
function* expressionsOf(file: string): Generator<{ kind: Kind; text: string }> {
  const original = readFileSync(file, 'utf8');
  if (!POLICY_ROOT.test(original)) return;
  const { text } = substituteNamedValues(file, original, undefined).source;
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      at = end < 0 ? text.length : end + 2;
    } else if (startsExpression(text, at)) {
      const found = findExpressionEnd(text, at);
      const end = found.closed ? found.end : text.length;
      const kind = text[at + 1] === '{' ? 'block' : 'expression';
      yield { kind, text: found.closed ? decode(text, at + 2, end - 1).value : text.slice(at + 2, at + 200) };
      at = end - 1;
    }
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && ['.xml', '.policy', '.tpl', '.tftpl'].includes(extname(entry.name)))
      yield path;
  }
}

function outcomeOf(kind: Kind, text: string): Outcome {
  try {
    if (kind === 'block') parseBlock(text);
    else parseSingle(text);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return { parses: false, checks: false, message: error.message };
  }
  try {
    compileExpression(text, { kind });
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return { parses: true, checks: false, message: error.message };
  }
  return { parses: true, checks: true, message: '' };
}

const all = new Map<string, Outcome>();
const failures: string[] = [];

function line(name: string, outcomes: readonly Outcome[]): string {
  const share = (count: number) => `${count} (${((100 * count) / outcomes.length).toFixed(1)} %)`;
  const parse = outcomes.filter(({ parses }) => parses).length;
  const check = outcomes.filter(({ checks }) => checks).length;
  return `${name}: ${outcomes.length} distinct, ${share(parse)} parse, ${share(check)} parse and check`;
}

for (const folder of process.argv.slice(2)) {
  const own = new Map<string, Outcome>();
  for (const file of filesBelow(folder)) {
    for (const { kind, text } of expressionsOf(file)) {
      const key = `${kind} ${text.trim()}`;
      if (own.has(key)) continue;
      const known = all.get(key) ?? outcomeOf(kind, text);
      own.set(key, known);
      if (!all.has(key) && !known.checks) failures.push(`\n${file}\n${known.message}\n${text}`);
      all.set(key, known);
    }
  }
  if (own.size > 0) process.stdout.write(`${line(basename(folder), [...own.values()])}\n`);
}
process.stdout.write(`${line('all', [...all.values()])}\n`);
for (const failure of failures) process.stdout.write(`${failure}\n`);
