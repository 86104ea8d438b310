import { Logger } from '@nestjs/common';
import type { ContractClass } from '../contract/contract';
import { contractSnapshot } from '../contract/snapshot';
import { CallError } from '../contract/errors';
import { Internal, Unimplemented } from '../contract/framework-errors';
import type { IncomingCall, Reply } from '../transport/transport';
import { arrivedContext, decodeHeaders } from './headers';
import type { ServedCall } from './served-call';
import { encodeError } from './wire';

const log = new Logger('Calls');

/** A call that every context serves: its contract, so that others can say what they disagree on. */
export const contractCall = '$contract';

/** Answers the calls that arrive for one context from other processes. Never rejects. */
export function dispatcher(
  contract: ContractClass,
  calls: Map<string, ServedCall>,
): (call: IncomingCall) => Promise<Reply> {
  const context = contract.contract.name;
  return async (incoming) => {
    try {
      if (incoming.name === contractCall)
        return { ok: true, body: JSON.stringify(contractSnapshot(contract)) };
      const served = calls.get(incoming.name);
      if (!served) throw new Unimplemented(`${context} has no call '${incoming.name}' in this version`);
      return { ok: true, body: await answer(served, incoming) };
    } catch (error) {
      return {
        ok: false,
        body: JSON.stringify(encodeError(toCallError(error, `${context}.${incoming.name}`))),
      };
    }
  };
}

async function answer(
  served: ServedCall,
  { headers: text, body, timeoutMs, signal }: IncomingCall,
): Promise<string> {
  const { operation } = served;
  const headers = decodeHeaders(text);
  const context = arrivedContext(headers, operation, timeoutMs, signal);
  try {
    operation.admit(headers.principal);
    const input = operation.parseInput(JSON.parse(body), headers.hash);
    const ended = context.cancellation.reason;
    if (ended) throw ended;
    return await served.executeEncoded(input, context);
  } finally {
    context.cancellation.dispose();
  }
}

function toCallError(error: unknown, operation: string): CallError {
  if (error instanceof CallError) return error;
  // JSON.parse quotes what it could not read, which may be a password.
  const reason = error instanceof SyntaxError ? 'it is no JSON' : String(error);
  log.error(`${operation} could not be read: ${reason}`);
  return new Internal(`${operation} could not be read by its server`);
}
