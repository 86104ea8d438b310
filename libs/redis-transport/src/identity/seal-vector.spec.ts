import { createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyedIdentity } from './keyed-identity';
import { netstrings } from './netstrings';

/** The keys of the example: 32 times one byte. */
const key = (byte: string) => {
  const pkcs8 = Buffer.from(`302e020100300506032b656e04220420${byte.repeat(32)}`, 'hex');
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
};
const keys = { edge: key('01'), comments: key('02') };
const publicBytes = (name: keyof typeof keys) => createPublicKey(keys[name]).export({ format: 'jwk' }).x!;
const kids = { edge: 'e1', comments: 'c1' };
const names = ['edge', 'comments'] as const;
const identity = (name: keyof typeof keys) =>
  new KeyedIdentity({
    name,
    key: { kid: kids[name], privateKey: keys[name] },
    trusted: names.map((each) => ({
      name: each,
      serves: each === 'comments' ? ['comments'] : [],
      keys: [{ kid: kids[each], publicKey: createPublicKey(keys[each]) }],
    })),
  });

const page = readFileSync(join(__dirname, '../../SEAL.md'), 'utf8');
const requests = 'isomer:{comments}:requests';
const replies = 'isomer:{comments}:replies:edge-7';
const request = [
  ...['v', '1', 'from', 'edge-7', 'at', '1764000000000', 'repeatable', '0'],
  ...['calls', '[[1,"post",5000,2,9]]', 'texts', '{}"Grüße"'],
];
const reply = ['v', '1', 'by', 'comments-3', 'replies', '[[1,"ok",4]]', 'texts', 'null'];

test('the example that SEAL.md gives to other languages is what we write, and believe', () => {
  const [edge, comments] = [identity('edge'), identity('comments')];
  const seals = [
    edge.sealForContext('comments', requests, netstrings(request)),
    comments.sealForPeer({ service: 'edge', kid: 'e1' }, replies, netstrings(reply)),
  ];
  expect(page).toContain(`XADD ${requests} * ${request.join(' ')} seal …\n`);
  expect(page).toContain(`\nover ${netstrings([requests, ...request])}\nseal ${seals[0]}\n`);
  expect(page).toContain(`XADD ${replies} * ${reply.join(' ')} seal …\n`);
  expect(page).toContain(`\nover ${netstrings([replies, ...reply])}\nseal ${seals[1]}\n`);
  expect(comments.open(requests, netstrings(request), seals[0])).toMatchObject({ service: 'edge' });
  expect(edge.openFromContext('comments', replies, netstrings(reply), seals[1])).toBeDefined();
});

test('its keys, and its seal, follow from what the page says alone', () => {
  const [edge, comments] = [publicBytes('edge'), publicBytes('comments')];
  const shared = diffieHellman({ privateKey: keys.edge, publicKey: createPublicKey(keys.comments) });
  const agreed = (from: string, to: string) =>
    Buffer.from(hkdfSync('sha256', shared, '', `isomer seal 1 ${from} ${to}`, 32));
  for (const line of [
    `A of edge      ${edge}`,
    `B of comments  ${comments}`,
    `shared         ${shared.toString('hex')}`,
    `edge to comments  ${agreed(edge, comments).toString('hex')}`,
    `comments to edge  ${agreed(comments, edge).toString('hex')}`,
  ])
    expect(page).toContain(`${line}\n`);
  for (const [by, other, hmacKey, kid] of [
    ['e1', requests, agreed(edge, comments), 'c1'],
    ['c1', replies, agreed(comments, edge), 'e1'],
  ] as const) {
    const [, over, seal] = new RegExp(
      `XADD ${other.replace(/[{}]/g, '\\$&')} .*\nover (.*)\nseal (.*)\n`,
    ).exec(page)!;
    const mac = createHmac('sha256', hmacKey).update(over!).digest('base64url');
    expect(seal).toBe(`1 ${by} ${kid}:${mac} ${other}`);
  }
});
