import fc from 'fast-check';

/** Names and values in turn, as bytes: what is in Redis need not be UTF-8. */
export type Bytes = Buffer[];

/** Values as JSON that a reader may not have thought of. */
const HOSTILE = [
  ...['null', 'true', '0', '-1', '0.5', '1e999', '-1e999', '9007199254740993', '1e308', '2147483648'],
  ...['""', '"1"', '"\\ud800"', '"\\u0000"', '"__proto__"', '"constructor"', '"ok"', '"next"'],
  ...['[]', '[[]]', '{}', '[null]', '{"__proto__":1}', '{"length":1}', '{"code":"__proto__"}'],
  ...['[1,"ok",0]', '[1,"echo",1000,0,0]', '9'.repeat(400), `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
];
const TEXTS = [
  ...HOSTILE,
  ...['', ' ', '1', '2', 'NaN', 'Infinity', '0x10', '__proto__', 'toString', 'v', 'é', '🧪', '\u0000', '}{'],
];

type Mutation = (entry: Bytes) => Bytes;

const place = fc.nat({ max: 10_000 });
const hostile = fc.constantFrom(...HOSTILE);
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 8 }));

/** Changes the name or the value at a place, which counts on from the beginning. */
const changeAt = (at: number, change: (bytes: Buffer) => Buffer): Mutation => {
  return (entry) => entry.map((bytes, i) => (i === at % entry.length ? change(bytes) : bytes));
};

const pairs = (entry: Bytes): Bytes[] =>
  Array.from({ length: entry.length >> 1 }, (_, i) => entry.slice(2 * i, 2 * i + 2));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, place, fc.nat({ max: 7 })).map(([at, byte, bit]) =>
    changeAt(at, (bytes) => {
      const flipped = Buffer.from(bytes);
      if (bytes.length > 0) flipped[byte % bytes.length]! ^= 1 << bit;
      return flipped;
    }),
  ),
  fc
    .tuple(place, place)
    .map(([at, length]) => changeAt(at, (bytes) => bytes.subarray(0, length % (bytes.length + 1)))),
  fc.tuple(place, text).map(([at, value]) => changeAt(at, () => Buffer.from(value))),
  fc
    .tuple(place, text)
    .map(([at, more]) => changeAt(at, (bytes) => Buffer.concat([bytes, Buffer.from(more)]))),
  // One of the JSON values within the text becomes another one.
  fc
    .tuple(place, place, hostile, fc.constantFrom(/"[^"]*"|-?\d+/g, /\[[^[\]]*\]/g))
    .map(([at, which, value, pattern]) =>
      changeAt(at, (bytes) => {
        const json = bytes.toString();
        const found = [...json.matchAll(pattern)];
        const chosen = found[which % found.length];
        if (!chosen) return bytes;
        const end = chosen.index + chosen[0].length;
        return Buffer.from(json.slice(0, chosen.index) + value + json.slice(end));
      }),
    ),
  // Two change places: two values, or a name and a value.
  fc.tuple(place, place).map(([a, b]): Mutation => (entry) => {
    const swapped = [...entry];
    const [i, j] = [a % entry.length, b % entry.length];
    [swapped[i], swapped[j]] = [entry[j]!, entry[i]!];
    return swapped;
  }),
  place.map(
    (at): Mutation =>
      (entry) =>
        pairs(entry)
          .toSpliced(at % pairs(entry).length, 1)
          .flat(),
  ),
  fc.tuple(place, text).map(([at, value]): Mutation => (entry) => {
    const name = entry[2 * (at % pairs(entry).length)];
    return name ? [...entry, name, Buffer.from(value)] : entry;
  }),
);

/** Entries that were `valid` before one to four things happened to them. None is empty, as none is in Redis. */
export function mutatedEntries(valid: readonly string[]): fc.Arbitrary<Bytes> {
  const begin = valid.map((field) => Buffer.from(field));
  return fc
    .array(mutation, { minLength: 1, maxLength: 4 })
    .map((mutations) =>
      mutations.reduce<Bytes>((entry, mutate) => (entry.length > 0 ? mutate(entry) : entry), begin),
    )
    .filter((entry) => entry.length > 0);
}

/** As whoever reads it gets it. */
export function asText(entry: Bytes): string[] {
  return entry.map((bytes) => bytes.toString());
}
