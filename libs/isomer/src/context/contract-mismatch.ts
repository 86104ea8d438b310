import { contractCall } from '../call/dispatch';
import { encodeHeaders } from '../call/headers';
import { PrincipalSigner } from '../call/principal-signer';
import { WireError } from '../call/wire';
import { incompatibilities } from '../contract/compatibility';
import type { ContractClass } from '../contract/contract';
import { Untrusted } from '../contract/framework-errors';
import { anonymous } from '../contract/principal';
import { type ContractSnapshot, contractSnapshot } from '../contract/snapshot';
import { operationsOf } from '../call/operation';
import { throwAwayServiceKeys } from '../service-keys/made-service-keys';
import type { ServiceKeys } from '../service-keys/service-keys';
import type { Transport } from '../transport/transport';

/** A context elsewhere runs a version of its contract that cannot talk to the one in this build. */
export class IncompatibleContract extends Error {
  constructor(reasons: string[]) {
    super(`Contracts that cannot talk: ${reasons.join('; ')}`);
  }
}

const patienceMs = 2_000;

/** It is asked on nobody's behalf, before there is a request. */
const nobody = {
  traceId: '',
  locale: '',
  idempotencyKey: undefined,
  keyLifeHours: undefined,
  fingerprint: undefined,
};

/** What keeps this build from talking to the replicas of a context that run now: one line a reason. */
export async function contractMismatch(
  transport: Transport,
  contract: ContractClass,
  keys: ServiceKeys = throwAwayServiceKeys(),
): Promise<string[]> {
  const { name } = contract.contract;
  const replicas = await transport.replicas(name);
  const differs = operationsOf(contract).some(({ name: call, hash }) =>
    replicas.some(({ calls }) => calls[call] !== hash),
  );
  if (!differs) return [];
  const reply = await transport
    .call({
      context: name,
      name: contractCall,
      body: '',
      sharedHeaders: new PrincipalSigner(keys, name).headerFor(anonymous),
      headers: encodeHeaders(nobody, ''),
      timeoutMs: patienceMs,
      repeatable: true,
    })
    // One that died a moment ago and still seems alive is no reason not to start.
    .catch(() => undefined);
  if (!reply) return [];
  if (!reply.ok) return [unanswered(name, reply.body)];
  return disagreements(contractSnapshot(contract), JSON.parse(reply.body) as ContractSnapshot);
}

function unanswered(name: string, body: string): string {
  const { code, message } = WireError.parse(JSON.parse(body));
  return code === Untrusted.code ? `${name}: ${message}` : `${name} does not say what it serves`;
}

/** A call that the other side lacks is no reason: it may be rolled out, and fails as `Unimplemented` until then. */
export function disagreements(mine: ContractSnapshot, theirs: ContractSnapshot): string[] {
  return Object.entries(mine.calls).flatMap(([call, { kind, input, output }]) => {
    const served = theirs.calls[call];
    if (!served) return [];
    return [
      ...((kind === 'stream') === (served.kind === 'stream')
        ? []
        : [`${mine.context}.${call} is a stream on one side alone`]),
      ...incompatibilities(input, served.input).map((reason) => `${mine.context}.${call} input ${reason}`),
      ...incompatibilities(served.output, output).map((reason) => `${mine.context}.${call} output ${reason}`),
    ];
  });
}

/** Why callers or servers of `before` could not talk to those of `after`. */
export function breakingChanges(before: ContractSnapshot, after: ContractSnapshot): string[] {
  const gone = Object.keys(before.calls).filter((call) => !after.calls[call]);
  return [
    ...gone.map((call) => `${before.context}.${call} is gone`),
    ...changedKeeping(before, after),
    ...disagreements(before, after).map((reason) => `An older caller: ${reason}`),
    ...disagreements(after, before).map((reason) => `An older server: ${reason}`),
    ...changedEvents(before, after),
  ];
}

/** What was published and not yet handled meets the new code, and what is published now the old one. */
function changedEvents({ events: before = {} }: ContractSnapshot, { events: after = {} }: ContractSnapshot) {
  return Object.entries(before).flatMap(([name, older]) => {
    const newer = after[name];
    if (!newer) return [`${name} is gone, and some may be on their way`];
    if (newer.version > older.version) return [];
    if (newer.version < older.version) return [`${name} has gone back to version ${newer.version}`];
    return [
      ...incompatibilities(older.payload, newer.payload).map((reason) => `An older ${name}: ${reason}`),
      ...incompatibilities(newer.payload, older.payload).map(
        (reason) => `An older subscriber of ${name}: ${reason}`,
      ),
    ].map((reason) => `${reason}; raise its version and add an upcaster`);
  });
}

/** An older caller would repeat a command whose result is no longer kept, and do it twice. */
function changedKeeping(before: ContractSnapshot, after: ContractSnapshot): string[] {
  return Object.entries(before.calls)
    .filter(([call, { idempotent }]) => idempotent && after.calls[call]?.idempotent === false)
    .map(([call]) => `${before.context}.${call} no longer keeps its result under its key`);
}
