import { TextStore } from './text-store';

test('texts are what they were, also the empty one and those that are longer than a page', () => {
  const store = new TextStore();
  const texts = [
    '',
    'a',
    '漢字😀',
    'x'.repeat(3_000_000),
    ...Array.from({ length: 50_000 }, (_, i) => `Nummer ${i} äöü 😀`),
    '',
  ];
  expect(texts.map((text) => store.add(text))).toEqual(texts.map((_, i) => i));
  expect(texts.every((text, i) => store.get(i) === text)).toBe(true);
});
