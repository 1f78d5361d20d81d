import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { attribute } from './attributes.ts';

/** Where telemetry goes, and what it says of this process. */
export interface TelemetrySettings {
  /** The base URL of an OTLP receiver over HTTP; undefined turns everything off. */
  readonly endpoint: string | undefined;
  readonly serviceName: string;
  /** The region that the process runs in. */
  readonly region: string;
  readonly environment: string;
}

/** Running telemetry. */
export interface Telemetry {
  /** Sends what is left, waiting no longer than it may, and stops. Never rejects: telemetry must not fail a shutdown. */
  shutdown(): Promise<void>;
}

const off: Telemetry = { shutdown: async () => {} };

/**
 * Registers tracer, meter and W3C propagation for `@opentelemetry/api`, which everyone else uses. Without an endpoint
 * it registers nothing and loads no SDK package. Sampling and export headers are set by the SDK's own variables, such
 * as `OTEL_TRACES_SAMPLER` and `OTEL_EXPORTER_OTLP_HEADERS`.
 * @param shutdownMs how long the last export may take
 */
export async function startTelemetry(settings: TelemetrySettings, shutdownMs = 5_000): Promise<Telemetry> {
  if (settings.endpoint === undefined) return off;
  const [traces, traceExport, metering, metricExport, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const resource = resourceFromAttributes({
    [attribute.serviceName]: settings.serviceName,
    [attribute.cloudRegion]: settings.region,
    [attribute.environment]: settings.environment,
  });
  const tracerProvider = new traces.NodeTracerProvider({
    resource,
    spanProcessors: [
      new traces.BatchSpanProcessor(
        new traceExport.OTLPTraceExporter({ url: `${settings.endpoint}/v1/traces` }),
      ),
    ],
  });
  const meterProvider = new metering.MeterProvider({
    resource,
    readers: [
      new metering.PeriodicExportingMetricReader({
        exporter: new metricExport.OTLPMetricExporter({ url: `${settings.endpoint}/v1/metrics` }),
      }),
    ],
  });
  tracerProvider.register();
  metrics.setGlobalMeterProvider(meterProvider);
  return {
    shutdown: async () => {
      const ending = Promise.allSettled([tracerProvider.shutdown(), meterProvider.shutdown()]);
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, shutdownMs);
      await Promise.race([ending, late]);
      clearTimeout(timer);
      for (const api of [trace, metrics, context, propagation]) api.disable();
    },
  };
}
