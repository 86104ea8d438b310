// @ts-check

/** @typedef {Record<string, Record<string, any>[]>} Tables by `context.table` */

/** What the framework keeps for the events of a context, without what is a number of this run alone. */
const framework = {
  /** @param {Record<string, any>} row */
  outbox: ({ seq: _, ...row }) => row,
  /** @param {Record<string, any>} row @param {Tables} tables @param {string} context */
  outbox_lane: ({ ticket: _, done, ...row }, tables, context) => ({
    ...row,
    // Of a lane that never had anything it is where the numbers were.
    done: row.fresh ? 'nothing' : done === lastSeq(tables, context, row.key, row.subscriber) ? 'all' : done,
  }),
  /** @param {Record<string, any>} row @param {Tables} tables @param {string} context */
  inbox: ({ seq, ...row }, tables, context) => ({
    ...row,
    seq: seq === lastSeq(tables, row.publisher, row.key, context) ? 'the last' : seq,
  }),
};

/** What contexts keep of the order in which people came who came at once, which is chance. @type {Record<string, string[]>} */
const chance = { 'comments.comment': ['position'] };

/** @param {Tables} tables @param {string} publisher @param {string} key @param {string} subscriber */
function lastSeq(tables, publisher, key, subscriber) {
  const wanted = (tables[`${publisher}.outbox`] ?? []).filter(
    (row) => row.key === key && row.subscribers.includes(subscriber),
  );
  return Math.max(...wanted.map(({ seq }) => seq));
}

/** Every row of every table of every context. @param {import('../scenario/world.js').World} world @returns {Promise<Tables>} */
exports.readTables = async function readTables(world) {
  const list = world.contexts.map((name) => `'${name}'`).join();
  const found = await world.rows(
    `SELECT table_schema AS context, table_name AS name FROM information_schema.tables
     WHERE table_schema IN (${list}) AND table_type = 'BASE TABLE' ORDER BY 1, 2`,
  );
  /** @type {Tables} */
  const tables = {};
  for (const { context, name } of found) {
    const rows = await world.rows(`SELECT to_jsonb(t) AS row FROM ${context}."${name}" t`);
    tables[`${context}.${name}`] = rows.map(({ row }) => row);
  }
  return tables;
};

/**
 * Rows in words of all runs. A table is a set, so its rows are sorted by what is known of them before what is new gets names.
 * @param {Tables} tables @param {import('./names.js').Names} names @returns {Tables}
 */
exports.describeTables = function describeTables(tables, names) {
  /** @type {Tables} */
  const described = {};
  for (const [table, rows] of Object.entries(tables)) {
    const [context = '', name = ''] = table.split('.');
    const own = framework[/** @type {keyof typeof framework} */ (name)] ?? ((/** @type {any} */ row) => row);
    const plain = rows.filter(isOfRun).map((row) => parsed(own(row, tables, context)));
    for (const row of plain) for (const column of chance[table] ?? []) delete row[column];
    const sorted = plain.map((row) => ({ row, by: JSON.stringify(names.of(row, false)) }));
    sorted.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
    described[table] = sorted.map(({ row }) => names.of(row));
  }
  return described;
};

/** Of jobs that run again and again it is chance whether one did meanwhile. @param {Record<string, any>} row */
function isOfRun({ key }) {
  return typeof key !== 'string' || !/^job (@tick )?\w+$/.test(key);
}

/** Columns of text that hold JSON, as JSON. @param {Record<string, any>} row */
function parsed(row) {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, parse(value)]));
}

/** @param {unknown} value */
function parse(value) {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
