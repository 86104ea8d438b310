import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract, everyone, query, stream } from '@isomer/framework';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { Bindings } from '../../libs/isomer/src/call/bindings';
import { dispatcher } from '../../libs/isomer/src/call/dispatch';
import { PrincipalSigner } from '../../libs/isomer/src/call/principal-signer';
import { encodeHeaders, tokenHeader } from '../../libs/isomer/src/call/headers';
import { ServedCall } from '../../libs/isomer/src/call/served-call';
import { canonicalJson } from '../../libs/isomer/src/contract/canonical-json';
import { type CallSnapshot, snapshotHash } from '../../libs/isomer/src/contract/snapshot';
import { privateKeyFrom, publicBytes } from '../../libs/isomer/src/service-keys/okp-key';
import type { ServiceKeys } from '../../libs/isomer/src/service-keys/service-keys';
import { encodeReplies, type WireReply } from '../../libs/redis-transport/src/wire/reply';
import { decodeRequest, encodeCalls, type WireCall } from '../../libs/redis-transport/src/wire/request';
import { UnknownPlace } from './contracts';

const Name = z.object({ name: z.string() });
const Place = z.object({ name: z.string(), height: z.int() });

class PlacesApi extends contract('places', {
  find: query({ input: Name, output: Place, errors: [UnknownPlace], access: everyone }),
  watch: stream({ input: Name, output: Place, access: everyone }),
}) {}

const page = readFileSync(join(__dirname, '../../libs/isomer/WIRE.md'), 'utf8');
/** What the page has on the line of this name. */
const line = (name: string) => new RegExp(`^${name} {2,}(.*)$`, 'm').exec(page)![1]!;

const issued = 1_764_000_000_000;
const key = privateKeyFrom('Ed25519', Buffer.alloc(32, 3));
const agreement = { kid: 'e1', key: privateKeyFrom('X25519', Buffer.alloc(32, 1)) };
const keys: ServiceKeys = {
  ...{ name: 'edge', signing: { kid: 's1', key }, agreement },
  trusted: [
    {
      ...{ name: 'edge', serves: [], calls: 'all', system: false },
      ...{ signing: [{ kid: 's1', key: createPublicKey(key) }], agreement: [] },
    },
  ],
};

afterEach(() => jest.restoreAllMocks());

const headers = () => {
  const token = new PrincipalSigner(keys, 'places', () => issued).tokenFor({ kind: 'member', id: '42' });
  const surroundings = {
    traceId: 't1',
    locale: 'en',
    idempotencyKey: undefined,
    keyLifeHours: undefined,
    fingerprint: undefined,
  };
  return tokenHeader(token) + encodeHeaders(surroundings, '');
};

test('the request of the example is what we write', () => {
  const [head, claims] = line('token').split('.');
  expect(line('public key')).toBe(publicBytes(key));
  expect(Buffer.from(head!, 'base64url').toString()).toBe(line('token header'));
  expect(Buffer.from(claims!, 'base64url').toString()).toBe(line('token claims'));
  expect(headers()).toBe(line('headers'));
  expect(headers()).toContain(`{"token":"${line('token')}"`);
  const call = (id: number, name: string, place: string, window?: number) => {
    const body = JSON.stringify({ name: place });
    return { id, name, timeoutMs: 5_000, headers: headers(), body, window };
  };
  const check = (entry: string, calls: WireCall[]) => {
    const [, heads, texts] = encodeCalls(calls, false);
    expect(line(`${entry} calls`)).toBe(heads);
    expect(line(`${entry} texts`).replaceAll('<headers>', headers())).toBe(texts);
  };
  check('request', [call(1, 'find', 'Zürich'), call(2, 'find', 'Nowhere'), call(3, 'lose', 'Zürich')]);
  check('stream', [call(4, 'watch', 'Zürich', 64)]);
});

test.each([
  ['request', '1', 'reply replies', 'reply texts'],
  ['stream', '0', 'stream replies', 'stream answers'],
])(
  'what is answered to the %s of the example is what it says',
  async (entry, repeatable, repliesAt, textsAt) => {
    jest.spyOn(Date, 'now').mockReturnValue(issued);
    const bindings = new Bindings([PlacesApi], new Set(['places']), undefined);
    const zurich = { name: 'Zürich', height: 408 };
    const serve = (name: string, handle: unknown) =>
      bindings.serve(
        new ServedCall(bindings.operation('places', name), { handle: handle as never }, undefined),
      );
    serve('find', async ({ name }: { name: string }) => {
      if (name !== 'Zürich') throw new UnknownPlace({ name });
      return zurich;
    });
    serve('watch', async function* () {
      yield zurich;
      yield { ...zurich, height: 409 };
    });
    const dispatch = dispatcher(PlacesApi, bindings.servedBy('places'), keys);
    const { calls } = decodeRequest([
      ...['v', '1', 'from', 'edge-7', 'at', `${issued}`, 'repeatable', repeatable],
      ...[
        'calls',
        line(`${entry} calls`),
        'texts',
        line(`${entry} texts`).replaceAll('<headers>', line('headers')),
      ],
    ]);
    const replies: WireReply[] = [];
    for (const { id, window, sharedHeaders = '', ...call } of calls) {
      let index = 0;
      const send = async (body: string) => void replies.push({ id, kind: 'next', body, index: index++ });
      const { ok, body } = await dispatch({
        ...{ ...call, sharedHeaders, from: 'edge', onEnd: () => undefined },
        ...(window !== undefined && { send }),
      });
      replies.push({ id, kind: ok ? 'ok' : 'error', body, ...(window !== undefined && { index }) });
    }
    const [heads, texts] = encodeReplies(replies);
    expect(line(repliesAt)).toBe(heads);
    expect(line(textsAt)).toBe(texts);
  },
);

test('the hash of the example is the one that we make of its call', () => {
  const call = JSON.parse(line('call')) as CallSnapshot;
  expect(canonicalJson(call)).toBe(line('canonical call'));
  expect(snapshotHash(call)).toBe(line('hash'));
});
