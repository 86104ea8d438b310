// @ts-check

/** What people write: scripts, directions, marks and things that programs take for something else. */
exports.texts = [
  'Well said.',
  'Ünïcödé 中文 — 日本語',
  'العربية עברית हिन्दी',
  '👩‍👩‍👧 Z̸̢a̴l̶g̷o̵ \u202Ertl',
  "'; DROP TABLE comment; --",
  '<script>alert(1)</script> [x](javascript:alert(1))',
  '{"title":"a","__proto__":{"admin":true}}',
  'null',
  '# Heading\n\n* one\n* two\n\ttab',
  'a "quote", a \\ backslash and a / slash',
  '2020-02-30T25:61:00Z',
  '0',
];

/** The same for what must be one line in which all is to be seen. */
exports.lines = exports.texts.map((text) => text.replace(/\s+/g, ' ').replace(/\u202E/g, ''));
