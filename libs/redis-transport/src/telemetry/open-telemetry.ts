import {
  context as active,
  createNoopMeter,
  metrics,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { TransportError } from '../transport-error';
import { observe } from './metrics';
import type { Kind, Sending, Telemetry } from './telemetry';
import { readTraceparent, traceparent } from './traceparent';

const SCOPE = '@isomer/redis-transport';

/**
 * Spans and metrics for the OpenTelemetry SDK that the process has set up by now; nothing if there is none, so that
 * nothing is spent on it. README.md has their names.
 */
export function openTelemetry(): Telemetry | undefined {
  if (!hasTracer() && metrics.getMeter(SCOPE) === createNoopMeter()) return undefined;
  const tracer = trace.getTracer(SCOPE);
  return {
    send: (kind, context, name) => send(tracer, kind, context, name),
    handle: async ({ kind, context, name, link }, work, failed) => {
      const from = readTraceparent(link);
      // What runs here has no part in what this process happened to do when the entry came.
      const parent = from ? trace.setSpanContext(ROOT_CONTEXT, from) : ROOT_CONTEXT;
      const options = { kind: SpanKind.CONSUMER, attributes: attributesOf('process', context, name) };
      const span = tracer.startSpan(titleOf(kind, context, name), options, parent);
      try {
        const answer = await active.with(trace.setSpan(parent, span), work);
        if (failed?.(answer)) span.setStatus({ code: SpanStatusCode.ERROR });
        return answer;
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    observe: (measure, refused) => observe(metrics.getMeter(SCOPE), measure, refused),
  };
}

function hasTracer(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(SCOPE) !== undefined;
}

function send(tracer: Tracer, kind: Kind, context: string, name: string): Sending {
  const options = { kind: SpanKind.PRODUCER, attributes: attributesOf('send', context, name) };
  const span = tracer.startSpan(titleOf(kind, context, name), options);
  const known = span.spanContext();
  return {
    // Without an SDK there is none to name.
    link: trace.isSpanContextValid(known) ? traceparent(known) : undefined,
    end: (error) => {
      if (error !== undefined) fail(span, error);
      span.end();
    },
  };
}

/** In the words of the code: `comments.post`. */
function titleOf(kind: Kind, context: string, name: string): string {
  return kind === 'call' ? `${context}.${name}` : `${context} ${name}`;
}

function attributesOf(operation: 'send' | 'process', context: string, name: string) {
  return {
    'messaging.system': 'redis',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': context,
    'isomer.name': name,
  };
}

/** Messages of errors may hold what people have typed; their kind does not. */
function fail(span: Span, error: unknown): void {
  const kind = error instanceof TransportError ? error.code : error instanceof Error ? error.name : 'error';
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
