import { Logger } from '@nestjs/common';
import type { ContractClass } from '../contract/contract';
import { contractSnapshot } from '../contract/snapshot';
import { CallError } from '../contract/errors';
import { FailedPrecondition, Internal, InvalidArgument, Unimplemented } from '../contract/framework-errors';
import type { Principal } from '../contract/principal';
import type { IncomingCall, Reply } from '../transport/transport';
import { throwAwayServiceKeys } from '../service-keys/made-service-keys';
import type { CallContext } from './call-context';
import { failure } from './failure';
import { arrivedContext, decodeHeaders, type Headers, parseJson } from './headers';
import { PrincipalVerifier } from './principal-verifier';
import type { ServiceKeys } from '../service-keys/service-keys';
import type { ServedCall } from './served-call';
import { encodeError } from './wire';

const log = new Logger('Calls');

/** A call that every context serves: its contract, so that others can say what they disagree on. */
export const contractCall = '$contract';

/** Answers the calls that arrive for one context from other processes. Never rejects. */
export function dispatcher(
  contract: ContractClass,
  calls: Map<string, ServedCall>,
  keys: ServiceKeys = throwAwayServiceKeys(),
): (call: IncomingCall) => Promise<Reply> {
  const context = contract.contract.name;
  const verifier = new PrincipalVerifier(keys, context);
  const refuse = (error: unknown, name: string): Reply => ({
    ok: false,
    body: JSON.stringify(encodeError(toCallError(error, `${context}.${name}`))),
  });
  // Not async: every promise costs each call.
  return (incoming) => {
    const { name } = incoming;
    try {
      // Before anything else: who is not believed learns nothing, not even what there is.
      const headers = decodeHeaders(incoming.headers, incoming.sharedHeaders);
      const principal = verifier.verify(headers.token, incoming.from);
      if (name === contractCall)
        return Promise.resolve({ ok: true, body: JSON.stringify(contractSnapshot(contract)) });
      const served = calls.get(name);
      if (!served) throw new Unimplemented(`${context} has no call '${name}' in this version`);
      return answer(served, incoming, headers, principal).then(
        (body) => ({ ok: true, body }),
        (error: unknown) => refuse(error, name),
      );
    } catch (error) {
      return Promise.resolve(refuse(error, name));
    }
  };
}

function answer(
  served: ServedCall,
  incoming: IncomingCall,
  headers: Headers,
  principal: Principal,
): Promise<string> {
  const { operation } = served;
  const context = arrivedContext(headers, principal, operation, incoming);
  operation.admit(principal);
  // An entry may come twice, and without a key it would run twice.
  if (operation.call.idempotent && !headers.idempotencyKey)
    throw new InvalidArgument(`${operation.id} keeps its result: give it an idempotencyKey in its headers`);
  const { send } = incoming;
  const isStream = operation.call.kind === 'stream';
  if (isStream !== (send !== undefined))
    throw new FailedPrecondition(
      `${operation.id} ${isStream ? 'is a stream' : 'is no stream'} in the version of its server`,
    );
  const input = operation.parseInput(parseJson(incoming.body, 'body'), headers.hash);
  const ended = context.cancellation.reason;
  if (ended) throw ended;
  return send ? answerStream(served, input, context, send) : served.executeEncoded(input, context);
}

/** Sends the values of a stream one by one, at the pace of its reader. */
async function answerStream(
  served: ServedCall,
  input: unknown,
  context: CallContext,
  send: (body: string) => Promise<void>,
): Promise<string> {
  for await (const value of served.stream(input, context)) {
    try {
      await send(served.encode(value));
    } catch (error) {
      // A reader that is gone is no failure of the handler.
      throw context.cancellation.reason ?? failure(error, [], context);
    }
  }
  return 'null';
}

function toCallError(error: unknown, operation: string): CallError {
  if (error instanceof CallError) return error;
  log.error(`${operation} could not be begun: ${String(error)}`);
  return new Internal(`${operation} could not be begun by its server`);
}
