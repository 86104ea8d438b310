// @ts-check
const { numbers, prose, writeParts } = require('./write-export.js');

/** Of a comment with its markup and its part of a page's; what the comments of a file are counted by. */
const bytesOfComment = 800;
/** Pages there are many of that nobody has said anything about; of the others few have much. */
const commentsOfPage = 6;
const firstPage = 5_000_000_000;
const firstComment = 6_000_000_000;

/**
 * Writes a Disqus export of about so many bytes, the same each time: pages first, then what was said on them, a fifth of it
 * answers, a tenth of it spam or deleted.
 * @param {string} file @param {number} bytes
 */
exports.writeDisqusExport = function writeDisqusExport(file, bytes) {
  const pages = Math.max(1, Math.ceil(bytes / bytesOfComment / commentsOfPage));
  return writeParts(file, bytes, {
    head: '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n<category dsq:id="1"><forum>bench</forum><title>General</title><isDefault>true</isDefault></category>\n',
    parts: parts(pages),
    tail: '</disqus>\n',
  });
};

/** @param {number} pages */
function* parts(pages) {
  const next = numbers();
  for (let i = 0; i < pages; i++)
    yield `<thread dsq:id="${firstPage + i}">
<id>page-${i}</id>
<forum>bench</forum>
<category dsq:id="1" />
<link>https://blog.example/2012/03/${i}/${words(next)}/</link>
<title>${prose(next, 6)}</title>
<message />
<createdAt>2012-03-01T00:00:00Z</createdAt>
<author><name>Ada</name><isAnonymous>false</isAnonymous><username>ada</username></author>
<isClosed>false</isClosed>
<isDeleted>false</isDeleted>
</thread>
`;
  for (let i = 0; ; i++) {
    // What was said lately is answered most, on its page.
    const answered = next(5) === 0 ? i - 1 - next(Math.min(i, 20)) : -1;
    const page = answered >= 0 ? pageOf(answered, pages) : pageOf(i, pages);
    yield comment(next, i, page, answered);
  }
}

/** @param {number} i @param {number} pages */
const pageOf = (i, pages) => Math.floor(i / 20) % pages;

/** @param {(below: number) => number} next */
const words = (next) => `notes-${next(1_000_000)}-on-the-analytical-engine`;

/** @param {(below: number) => number} next @param {number} i @param {number} page @param {number} answered */
function comment(next, i, page, answered) {
  const fate = next(20);
  const at = new Date(Date.UTC(2012, 2, 1) + i * 60_000).toISOString().replace('.000', '');
  return `<post dsq:id="${firstComment + i}">
<id />
<message><![CDATA[<p>${prose(next, 20 + next(20))}, <b>${prose(next, 2)}</b> &amp; <a href="https://blog.example/${i}" rel="nofollow">more</a></p><p>${prose(next, 20)}</p>]]></message>
<createdAt>${at}</createdAt>
<isDeleted>${fate === 0}</isDeleted>
<isSpam>${fate === 1}</isSpam>
<author><email>reader${next(50_000)}@mail.example</email><name>Reader ${next(50_000)}</name><isAnonymous>true</isAnonymous></author>
<ipAddress>127.0.0.1</ipAddress>
<thread dsq:id="${firstPage + page}" />
${answered >= 0 ? `<parent dsq:id="${firstComment + answered}" />\n` : ''}</post>
`;
}
