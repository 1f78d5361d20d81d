import { ProxyTracerProvider, type Tracer, trace } from '@opentelemetry/api';

/**
 * A tracer, or undefined where nobody has registered a provider by now: a span that goes nowhere still costs its
 * attributes and a context for each statement of a request. Register before the gateway starts, as `--import` does.
 */
export function findTracer(name: string): Tracer | undefined {
  const provider = trace.getTracerProvider();
  const isRegistered =
    !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(name) !== undefined;
  return isRegistered ? trace.getTracer(name) : undefined;
}
