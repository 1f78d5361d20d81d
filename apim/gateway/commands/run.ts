import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PolicyLoadError } from '../engine/load-policies.ts';
import { gatewaySeams } from '../engine/seams.ts';
import { ConfigurationError, readConfiguration } from '../server/configuration.ts';
import { createGateway, type Gateway } from '../server/gateway.ts';
import { createUpstream } from '../server/upstream.ts';
import type { Answer, Emission, OutgoingRequest } from '../statements/exchange.ts';
import { makeAnswer } from '../statements/http/answer.ts';
import { HeaderList } from '../statements/http/header-list.ts';
import { MessageBody } from '../statements/http/message-body.ts';
import { type Command, CommandFailure, readJson } from './command.ts';
import { renderTrace } from './render-trace.ts';

const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({});

/** What `run` is given beside the policy: a request, and what answers it. */
const requestFile = z.strictObject({
  method: z.string().default('GET'),
  url: z.string().default('http://localhost/'),
  headers,
  /** A text, or anything else as JSON. */
  body: z.unknown().optional(),
  ipAddress: z.string().default('127.0.0.1'),
  namedValues: z.record(z.string(), z.string()).default({}),
  /** The time of the request. */
  now: z.iso.datetime().optional(),
  apiPath: z.string().default(''),
  /** Where the request is really sent; without it, `backend` answers. */
  backendUrl: z.url().optional(),
  backend: z
    .strictObject({ status: z.number().int().default(200), headers, body: z.unknown().optional() })
    .default({ status: 200, headers: {} }),
});

type RequestFile = z.output<typeof requestFile>;

/** Runs one request through one document, and prints what became of it and why. */
export const run: Command = {
  name: 'run',
  usage: 'run POLICY.xml REQUEST.json [--json]',
  about: 'runs a request through a document and shows each statement',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [policy, request] = positionals;
    if (policy === undefined || request === undefined)
      throw new CommandFailure(`usage: npm run policy -- ${run.usage}`);
    const ran = await runOnce(policy, readRequest(request));
    if (values.json) console.log(JSON.stringify(ran, null, 2));
    else print(ran);
    return 0;
  },
};

/** A message as `run` prints it. */
type Shown = { readonly headers: Record<string, string>; readonly body: string };

type Ran = {
  readonly response: Shown & { readonly status: number; readonly reason: string };
  /** What was sent to backends, in order. */
  readonly sent: readonly (Shown & { readonly method: string; readonly url: string })[];
  readonly trace: ReturnType<Gateway['trace']['last']>[number] | undefined;
  readonly emissions: readonly Emission[];
};

/** Runs one request through one document. */
export async function runOnce(policyFile: string, request: RequestFile): Promise<Ran> {
  const sent: Ran['sent'][number][] = [];
  const emissions: Emission[] = [];
  const now = request.now === undefined ? undefined : Date.parse(request.now);
  const upstream =
    request.backendUrl === undefined
      ? undefined
      : createUpstream({ maxBodyBytes: 64 * 1024 * 1024, certificate: () => undefined });
  const gateway = openGateway(policyFile, request, {
    emissions,
    now,
    send: async (outgoing) => {
      const body = new MessageBody(outgoing.body);
      const bytes = outgoing.body === undefined ? undefined : await body.bytes();
      const shown = { headers: plainHeaders(outgoing.headers), body: Buffer.from(bytes ?? []).toString() };
      sent.push({ method: outgoing.method, url: outgoing.url, ...shown });
      return upstream?.send({ ...outgoing, body: bytes }) ?? cannedAnswer(request);
    },
  });
  const answer = await gateway.answer({
    method: request.method,
    url: new URL(request.url, 'http://localhost/'),
    headers: new HeaderList(Object.entries(request.headers)),
    body: new MessageBody(bodyOf(request.body)),
    ipAddress: request.ipAddress,
    signal: undefined,
  });
  const body = Buffer.from(await answer.body.bytes()).toString();
  upstream?.close();
  return {
    response: {
      status: answer.statusCode,
      reason: answer.statusReason,
      headers: plainHeaders(answer.headers),
      body,
    },
    sent,
    trace: gateway.trace.last(1)[0],
    emissions,
  };
}

/** Reads the request of `run`. */
export function readRequest(file: string): RequestFile {
  const read = requestFile.safeParse(readJson(file));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
  throw new CommandFailure(problems.join('\n'));
}

function openGateway(
  policyFile: string,
  request: RequestFile,
  world: {
    readonly emissions: Emission[];
    readonly now: number | undefined;
    readonly send: (outgoing: OutgoingRequest) => Promise<Answer>;
  },
): Gateway {
  const { now } = world;
  try {
    return createGateway({
      policiesFolder: dirname(policyFile),
      configuration: readConfiguration(
        {
          fragments: fragmentsBeside(policyFile),
          namedValues: request.namedValues,
          apis: [
            {
              id: 'api',
              path: request.apiPath,
              backendUrl: request.backendUrl ?? 'http://backend',
              policy: resolve(policyFile),
            },
          ],
          tracedRequests: 1,
        },
        {},
      ),
      seams: gatewaySeams(now === undefined ? {} : { now: () => now }),
      upstream: { send: world.send },
      onEmission: (emission) => void world.emissions.push(emission),
    });
  } catch (error) {
    if (error instanceof PolicyLoadError || error instanceof ConfigurationError) {
      throw new CommandFailure(error.message, { cause: error });
    }
    throw error;
  }
}

/** Fragments in the folder `fragments` beside a document, by their file's name. */
function fragmentsBeside(policyFile: string): Record<string, string> {
  const folder = join(dirname(resolve(policyFile)), 'fragments');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return {};
  const files = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  return Object.fromEntries(
    files.map((name) => [basename(name).replace(/(?:\.fragment)?\.xml$/, ''), join(folder, name)]),
  );
}

function cannedAnswer({ backend }: RequestFile): Answer {
  const answer = makeAnswer(backend.status, { body: bodyOf(backend.body) });
  for (const [name, values] of Object.entries(backend.headers)) {
    answer.headers.set(name, ...(typeof values === 'string' ? [values] : values));
  }
  return answer;
}

const bodyOf = (body: unknown): string | undefined =>
  body === undefined || typeof body === 'string' ? body : JSON.stringify(body);

const plainHeaders = (list: HeaderList): Record<string, string> =>
  Object.fromEntries([...list.entries()].map(([name, values]) => [name, values.join(', ')]));

function print({ response, sent, trace, emissions }: Ran): void {
  for (const { method, url, headers: sentHeaders, body } of sent) {
    console.log(`${method} ${url}`);
    printMessage({ headers: sentHeaders, body });
  }
  console.log(`${response.status} ${response.reason}`);
  printMessage(response);
  for (const emission of emissions) console.log(JSON.stringify(emission));
  if (trace !== undefined) console.log(renderTrace(trace));
}

function printMessage(message: Shown): void {
  for (const [name, value] of Object.entries(message.headers)) console.log(`  ${name}: ${value}`);
  if (message.body !== '') console.log(`\n  ${message.body.replaceAll('\n', '\n  ')}`);
  console.log();
}
