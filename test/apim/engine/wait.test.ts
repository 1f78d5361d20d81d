import { describe, expect, it, vi } from 'vitest';
import { type Answer, SendFault } from '../../../apim/gateway/statements/exchange.ts';
import { makeAnswer } from '../../../apim/gateway/statements/http/answer.ts';
import { openGateway, policies } from './open-gateway.ts';

const ask = (name: string, ignored = false) =>
  `<send-request response-variable-name="${name}" ignore-error="${ignored}"><set-url>https://${name}.example/</set-url></send-request>`;
const known = (name: string) =>
  `<set-header name="X-${name}"><value>@(context.Variables.ContainsKey("${name}").ToString())</value></set-header>`;

/** A gateway that waits for either of two answers; each is given when the test says so, in the order of the requests. */
function openWaiting() {
  const asked: PromiseWithResolvers<Answer>[] = [];
  const inbound = `<wait for="any">${ask('fast')}${ask('slow', true)}</wait>${known('fast')}${known('slow')}`;
  const gateway = openGateway(
    { 'api.policy.xml': policies({ inbound }) },
    {
      configuration: { tracedRequests: 1 },
      respond: ({ url }) => {
        if (!url.endsWith('.example/')) return makeAnswer(200);
        const answer = Promise.withResolvers<Answer>();
        asked.push(answer);
        return answer.promise;
      },
    },
  );
  const whenAsked = (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count), { interval: 1 });
  return { gateway, asked, whenAsked };
}

describe('wait for="any"', () => {
  it('goes on with the first that is done, without the others', async () => {
    const { gateway, asked, whenAsked } = openWaiting();
    const answered = gateway.send();
    await whenAsked(2);
    asked[0]?.resolve(makeAnswer(200));
    await answered;
    const forwarded = gateway.forwarded.at(-1)?.headers;
    expect([forwarded?.text('X-fast'), forwarded?.text('X-slow')]).toEqual(['True', 'False']);
  });

  it('leaves what comes of the others later out of the trace of the next request', async () => {
    const { gateway, asked, whenAsked } = openWaiting();
    const first = gateway.send();
    await whenAsked(2);
    asked[0]?.resolve(makeAnswer(200));
    await first;
    const second = gateway.send();
    await whenAsked(4);
    asked[1]?.reject(new SendFault('connection', 'late'));
    asked[2]?.resolve(makeAnswer(200));
    const { status, trace } = await second;
    const notes = trace.statements.flatMap((statement) => [...statement.notes, statement.error ?? '']);
    expect([status, notes.filter((note) => note.includes('late'))]).toEqual([200, []]);
  });

  it('fails with the first that is done when that failed', async () => {
    const inbound = `<wait for="any">${ask('broken')}${ask('slow')}</wait>`;
    const gateway = openGateway(
      { 'api.policy.xml': policies({ inbound }) },
      {
        respond: ({ url }) => {
          if (url !== 'https://broken.example/') return new Promise<Answer>(() => {});
          throw new SendFault('connection', 'refused');
        },
      },
    );
    expect((await gateway.send()).status).toBe(500);
  });
});
