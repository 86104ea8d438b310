import { isValidSpanId, isValidTraceId, type SpanContext } from '@opentelemetry/api';

/** A span as the W3C's Trace Context has it in `traceparent`: all that travels, so that baggage does not. */
export function traceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** `undefined` for what is none. */
export function readTraceparent(text: string | undefined): SpanContext | undefined {
  const parts = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-|$)/.exec(text ?? '');
  if (!parts || text!.startsWith('ff')) return undefined;
  const [, traceId = '', spanId = '', flags = ''] = parts;
  if (!isValidTraceId(traceId) || !isValidSpanId(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
