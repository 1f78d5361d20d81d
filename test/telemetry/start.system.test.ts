import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import { attribute, metric } from '../../src/telemetry/attributes.ts';
import { startTelemetry } from '../../src/telemetry/start.ts';
import { startOtlpReceiver } from './otlp-receiver.ts';

const settings = { serviceName: 'meridian', region: 'westeurope', environment: 'test' };

it('sends spans and metrics to the endpoint, with the region that the process runs in', async () => {
  const receiver = await startOtlpReceiver();
  const telemetry = await startTelemetry({ ...settings, endpoint: receiver.url });
  trace.getTracer('test').startActiveSpan('query Rides', (span) => {
    trace.getTracer('test').startSpan('SELECT rides').end();
    span.setAttribute(attribute.operationName, 'Rides').end();
  });
  metrics.getMeter('test').createHistogram(metric.operationDuration, { unit: 's' }).record(0.25);
  await telemetry.shutdown();
  await receiver.close();

  const resource = { key: 'cloud.region', value: { stringValue: 'westeurope' } };
  const [traces] = receiver.received('/v1/traces');
  expect(traces).toMatchObject({
    resourceSpans: [
      { resource: { attributes: expect.arrayContaining([expect.objectContaining(resource)]) } },
    ],
  });
  const spans = (traces as { resourceSpans: { scopeSpans: { spans: Record<string, unknown>[] }[] }[] })
    .resourceSpans[0]?.scopeSpans[0]?.spans;
  const named = (name: string) => spans?.find((span) => span.name === name);
  expect(named('query Rides')).toMatchObject({
    attributes: [{ key: 'graphql.operation.name', value: { stringValue: 'Rides' } }],
  });
  expect(named('SELECT rides')).toMatchObject({ parentSpanId: named('query Rides')?.spanId });
  expect(JSON.stringify(receiver.received('/v1/metrics'))).toContain(metric.operationDuration);
});

it('reads and writes W3C trace context', async () => {
  const receiver = await startOtlpReceiver();
  const telemetry = await startTelemetry({ ...settings, endpoint: receiver.url });
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const carrier: Record<string, string> = {};
  propagation.inject(propagation.extract(context.active(), { traceparent }), carrier);
  await telemetry.shutdown();
  await receiver.close();
  expect(carrier).toEqual({ traceparent });
});

it('does nothing without an endpoint', async () => {
  const telemetry = await startTelemetry({ ...settings, endpoint: undefined });
  const span = trace.getTracer('test').startSpan('nobody listens');
  expect(span.isRecording()).toBe(false);
  await telemetry.shutdown();
});

it('ends in time while the receiver is gone', async () => {
  const receiver = await startOtlpReceiver();
  const telemetry = await startTelemetry({ ...settings, endpoint: receiver.url }, 200);
  await receiver.close();
  trace.getTracer('test').startSpan('lost').end();
  await expect(telemetry.shutdown()).resolves.toBeUndefined();
});
