import type { Prepared } from '../persistence/prepared';

/*
 * A lane's ticket is drawn when its lock is held, and the numbers of the events after that: whoever has come to a number
 * above the ticket of a lane has seen all that was published to it. A new lane has done nothing before its ticket.
 */
const onceLocked = `
  ON CONFLICT (key, subscriber) DO UPDATE
    SET ticket = nextval('outbox_seq'),
        due_at = CASE WHEN l.parked THEN NULL ELSE coalesce(l.due_at, now()) END
  RETURNING 1`;

const lanes = `
  WITH lanes AS (
    INSERT INTO outbox_lane AS l (subscriber, key, ticket, done, due_at)
    SELECT subscriber, key, ticket, ticket - 1, now()
    FROM (SELECT subscriber, key, nextval('outbox_seq') AS ticket
          FROM (SELECT * FROM unnest($1::text[], $2::text[]) AS wanted (subscriber, key) ORDER BY key, subscriber) AS sorted) AS new
    ${onceLocked}
  )`;

/** Locks lanes, of `subscribers` and `keys` that are pairs. */
export const holdLanes = `${lanes} SELECT FROM lanes`;

/** Locks lanes as {@link holdLanes} does, and writes events: keys, names, versions, payloads, subscribers with commas, trace id. */
export const insertEvents: Prepared = {
  name: 'isomer insert events',
  text: `${lanes}
  INSERT INTO outbox (key, seq, name, version, payload, subscribers, trace_id)
  SELECT key, nextval('outbox_seq'), name, version, payload, string_to_array(subscribers, ','), $8
  FROM (SELECT key, name, version, payload, subscribers
        FROM (SELECT count(*) FROM lanes) AS locked,
             unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::text[])
               WITH ORDINALITY AS e (key, name, version, payload, subscribers, place)
        ORDER BY place) AS events`,
};

/** The same for one event with one subscriber, which most are: subscriber, key, name, version, payload, trace id. */
export const insertEvent: Prepared = {
  name: 'isomer insert event',
  text: `
  WITH lane AS (
    INSERT INTO outbox_lane AS l (subscriber, key, ticket, done, due_at)
    SELECT $1::text, $2::text, ticket, ticket - 1, now() FROM (SELECT nextval('outbox_seq') AS ticket) AS new
    ${onceLocked}
  )
  INSERT INTO outbox (key, seq, name, version, payload, subscribers, trace_id)
  SELECT $2::text, nextval('outbox_seq'), $3, $4, $5, ARRAY[$1::text], $6 FROM lane`,
};
