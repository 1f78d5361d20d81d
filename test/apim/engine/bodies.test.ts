import { describe, expect, it } from 'vitest';
import { makeAnswer } from '../../../apim/gateway/statements/http/answer.ts';
import { openGateway, policies } from './open-gateway.ts';

const text = (bytes: unknown): string => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : '');
const variable = (source: string) => `<set-variable name="v" value="@(${source})" />`;

describe('a body', () => {
  it('that no statement reads is forwarded as it came', async () => {
    const gateway = openGateway({ 'api.policy.xml': policies({}) });
    await gateway.send({ method: 'POST', body: 'text' });
    expect(text(gateway.forwarded[0]?.body)).toBe('text');
  });

  it('that an expression reads with preserveContent is still forwarded', async () => {
    const inbound = variable('context.Request.Body.As<string>(preserveContent: true)');
    const gateway = openGateway({ 'api.policy.xml': policies({ inbound }) });
    await gateway.send({ method: 'POST', body: 'text' });
    expect(text(gateway.forwarded[0]?.body)).toBe('text');
  });

  it('that an expression consumes is empty afterwards, and the trace says why', async () => {
    const inbound = variable('context.Request.Body.As<string>()');
    const gateway = openGateway({ 'api.policy.xml': policies({ inbound }) });
    const { trace } = await gateway.send({ method: 'POST', body: 'text' });
    expect(text(gateway.forwarded[0]?.body)).toBe('');
    expect(trace.statements[0]?.notes).toEqual([expect.stringContaining('consumed')]);
  });

  it('of the answer is there for outbound and for the condition of a retry', async () => {
    let calls = 0;
    const retry =
      '<retry count="3" interval="0" condition="@(context.Response.Body.As<string>(preserveContent: true) != "3")"><forward-request /></retry>';
    const outbound = variable('context.Response.Body.As<string>(preserveContent: true) + "!"');
    const gateway = openGateway(
      { 'api.policy.xml': policies({ backend: retry, outbound }) },
      {
        respond: () => {
          calls += 1;
          return makeAnswer(200, { body: String(calls) });
        },
      },
    );
    const { body, trace } = await gateway.send();
    expect(body).toBe('3');
    expect(trace.statements.at(-1)?.changes[0]?.after).toBe('3!');
  });
});

describe('an expression', () => {
  it('that throws is a 500 whose reason on-error can read', async () => {
    const gateway = openGateway({
      'api.policy.xml': policies({
        inbound: `<set-variable id="my-id" name="v" value="@((string)context.Variables["none"])" />`,
        onError: `<set-header name="X-Error"><value>@(context.LastError.Source + "|" + context.LastError.Reason + "|" + context.LastError.Scope + "|" + context.LastError.Section + "|" + context.LastError.Path + "|" + context.LastError.PolicyId + "|" + context.Response.StatusCode)</value></set-header>`,
      }),
    });
    const { status, headers } = await gateway.send();
    expect(status).toBe(500);
    expect(headers['X-Error']).toBe(
      'set-variable|ExpressionValueEvaluationFailure|api|inbound|set-variable|my-id|500',
    );
  });
});
