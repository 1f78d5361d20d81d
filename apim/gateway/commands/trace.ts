import { parseArgs } from 'node:util';
import type { TraceRecord } from '../engine/trace-record.ts';
import { type Command, CommandFailure } from './command.ts';
import { renderTrace } from './render-trace.ts';

/** Prints the last requests of a running gateway, the newest last. */
export const trace: Command = {
  name: 'trace',
  usage: 'trace [--url URL] [--last N] [--json]',
  about: 'shows the last requests of a running gateway, statement by statement',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { url: { type: 'string' }, last: { type: 'string', default: '5' }, json: { type: 'boolean' } },
    });
    const base = values.url ?? `http://localhost:${process.env.APIM_PORT ?? 8080}`;
    const records = (await fetchTrace(base)).slice(0, Number(values.last) || 5);
    if (values.json) console.log(JSON.stringify(records, null, 2));
    else for (const record of records.reverse()) console.log(`${renderTrace(record)}\n`);
    return 0;
  },
};

async function fetchTrace(base: string): Promise<TraceRecord[]> {
  const url = `${base.replace(/\/+$/, '')}/trace.json`;
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return (await answer.json()) as TraceRecord[];
  } catch (cause) {
    throw new CommandFailure(`${url}: no gateway answers there`, { cause });
  }
}
