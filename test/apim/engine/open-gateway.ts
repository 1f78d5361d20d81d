import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GatewaySeams, gatewaySeams } from '../../../apim/gateway/engine/seams.ts';
import type { TraceRecord } from '../../../apim/gateway/engine/trace-record.ts';
import { readConfiguration } from '../../../apim/gateway/server/configuration.ts';
import { createGateway } from '../../../apim/gateway/server/gateway.ts';
import type { Answer, OutgoingRequest } from '../../../apim/gateway/statements/exchange.ts';
import { makeAnswer } from '../../../apim/gateway/statements/http/answer.ts';
import { HeaderList } from '../../../apim/gateway/statements/http/header-list.ts';
import { MessageBody } from '../../../apim/gateway/statements/http/message-body.ts';

/** A request of a test; what is not said is a GET without a body. */
export type TestRequest = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

/** What became of a request. */
export type TestOutcome = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly trace: TraceRecord;
};

/** A gateway without a network: documents in, answers out. */
export type TestGateway = {
  send(request?: TestRequest): Promise<TestOutcome>;
  /** What was forwarded. */
  readonly forwarded: OutgoingRequest[];
};

/** Opens a gateway on documents by file name; `api.policy.xml` is the API's unless the configuration says otherwise. */
export function openGateway(
  files: Readonly<Record<string, string>>,
  options: {
    readonly configuration?: Record<string, unknown>;
    readonly api?: Record<string, unknown>;
    readonly respond?: (request: OutgoingRequest) => Answer | Promise<Answer>;
    readonly seams?: Partial<GatewaySeams>;
  } = {},
): TestGateway {
  const folder = mkdtempSync(join(tmpdir(), 'policies-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const forwarded: OutgoingRequest[] = [];
  const api = {
    id: 'api',
    path: 'api',
    backendUrl: 'http://backend',
    policy: 'api.policy.xml',
    ...options.api,
  };
  const gateway = createGateway({
    policiesFolder: folder,
    configuration: readConfiguration({ apis: [api], ...options.configuration }, {}),
    seams: gatewaySeams(options.seams),
    upstream: {
      send: async (request) => {
        forwarded.push({ ...request, headers: request.headers.copy() });
        return options.respond?.(request) ?? makeAnswer(200, { body: 'from the backend' });
      },
    },
    onEmission: () => {},
  });
  return {
    forwarded,
    async send({ method = 'GET', path = '/api', headers = {}, body } = {}) {
      const answer = await gateway.answer({
        method,
        url: new URL(path, 'http://gateway.example'),
        headers: new HeaderList(Object.entries(headers)),
        body: new MessageBody(body),
        ipAddress: '192.0.2.1',
        signal: undefined,
      });
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(
          [...answer.headers.entries()].map(([name, values]) => [name, values.join(', ')]),
        ),
        body: Buffer.from(await answer.body.bytes()).toString(),
        trace: gateway.trace.last(1)[0] as TraceRecord,
      };
    },
  };
}

/** A document of its sections; a backend section that is not given forwards. */
export function policies(sections: {
  readonly inbound?: string;
  readonly backend?: string;
  readonly outbound?: string;
  readonly onError?: string;
}): string {
  const { inbound = '', backend = '<forward-request />', outbound = '', onError = '' } = sections;
  return `<policies><inbound>${inbound}</inbound><backend>${backend}</backend><outbound>${outbound}</outbound><on-error>${onError}</on-error></policies>`;
}
