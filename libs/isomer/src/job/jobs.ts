import type { EntityManager } from 'typeorm';
import { CallContext } from '../call/call-context';
import type { Call } from '../contract/contract';
import type { EventDefinition } from '../contract/event';
import { assertKey, parsedPayload, payloadText } from '../event/publication';
import { type JobTime, jobDefinition, jobKey } from './job';

/** What a unit of work has said of one job: when it is to run, or that it is not. */
interface Wish {
  key: string;
  event: EventDefinition;
  /** None: it is not to run any more. */
  run?: { payload: string; time: JobTime };
}

/** Commands of a context that wait in its outbox for their time: one run for each key at most. */
export class Jobs {
  /** What comes after that would be lost. */
  private readonly written = new WeakSet<EntityManager>();
  private readonly wishes = new WeakMap<EntityManager, Map<string, Wish>>();
  private readonly definitions: ReadonlyMap<string, EventDefinition>;

  constructor(
    readonly context: string,
    calls: Readonly<Record<string, Call>>,
    commands: readonly string[],
  ) {
    this.definitions = new Map(
      commands.map((command) => [command, jobDefinition(context, command, calls[command]!)]),
    );
  }

  /** @throws Error for a command that is no job of this context, an input that is not the command's, or no time */
  add(
    transaction: EntityManager,
    command: string,
    key: string | undefined,
    input: unknown,
    time: JobTime,
  ): void {
    this.wish(transaction, this.definition(command), jobKey(command, key), { input, time });
  }

  /** @throws Error for a command that is no job of this context */
  cancel(transaction: EntityManager, command: string, key: string): void {
    this.wish(transaction, this.definition(command), jobKey(command, key));
  }

  /** The same for what is delivered under another name. */
  wish(
    transaction: EntityManager,
    event: EventDefinition,
    key: string,
    run?: { input: unknown; time: JobTime },
  ): void {
    assertKey(event, key);
    if (this.written.has(transaction))
      throw new Error(`${event.name} was scheduled when its unit of work had ended`);
    const wishes = this.wishes.get(transaction) ?? new Map<string, Wish>();
    this.wishes.set(transaction, wishes);
    wishes.set(key, {
      key,
      event,
      run: run && { payload: text(event, run.input), time: checked(event, run.time) },
    });
  }

  /** After the events of a unit of work, and so in one order everywhere. Resolves with who is to be woken. */
  async write(transaction: EntityManager): Promise<string[]> {
    this.written.add(transaction);
    const wishes = [...(this.wishes.get(transaction)?.values() ?? [])];
    if (wishes.length === 0) return [];
    await this.lock(
      transaction,
      wishes.map(({ key }) => key),
    );
    for (const wish of wishes) await this.writeOne(transaction, wish);
    return [this.context];
  }

  /** Keeps others from scheduling a job until the commit. Resolves with the payload of the run that is to come. */
  async pending(transaction: EntityManager, key: string): Promise<string | undefined> {
    await this.lock(transaction, [key]);
    const [row]: { payload: string }[] = await transaction.query(
      `SELECT payload FROM outbox o JOIN outbox_lane l USING (key)
       WHERE key = $1 AND l.subscriber = $2 AND o.seq > greatest(l.done, l.skipped) AND l.due_at IS NOT NULL`,
      [key, this.context],
    );
    return row?.payload;
  }

  private definition(command: string): EventDefinition {
    const definition = this.definitions.get(command);
    if (definition) return definition;
    throw new Error(`${this.context}.${command} is no job: name it in the jobs of its module`);
  }

  private async lock(transaction: EntityManager, keys: string[]): Promise<void> {
    await transaction.query(
      `INSERT INTO outbox_lane AS l (subscriber, key, ticket, done)
       SELECT $1, key, ticket, ticket - 1
       FROM (SELECT key, nextval('outbox_seq') AS ticket
             FROM (SELECT key FROM unnest($2::text[]) AS wanted (key) ORDER BY key) AS sorted) AS new
       ON CONFLICT (key, subscriber) DO UPDATE SET ticket = nextval('outbox_seq')`,
      [this.context, keys],
    );
  }

  /*
   * A statement after the lock sees what others had committed before. The new run takes the place of one that waits, or
   * that has failed; one that has begun may still commit, and has its own place in the inbox.
   */
  private async writeOne(transaction: EntityManager, { key, event, run }: Wish): Promise<void> {
    const at = run && 'at' in run.time ? run.time.at : null;
    const delayMs = run && 'delayMs' in run.time ? run.time.delayMs : null;
    await transaction.query(
      `WITH gone AS (DELETE FROM outbox WHERE key = $1),
       lane AS (
         UPDATE outbox_lane SET attempts = 0, error = NULL, parked = false, dead = NULL,
           due_at = coalesce($3::timestamptz, now() + make_interval(secs => $4::float8 / 1000))
         WHERE key = $1 AND subscriber = $2
       )
       INSERT INTO outbox (key, seq, name, version, payload, subscribers, trace_id)
       SELECT $1, nextval('outbox_seq'), $5, $6, $7, ARRAY[$2], $8 WHERE $7::text IS NOT NULL`,
      [
        key,
        this.context,
        at,
        delayMs,
        event.name,
        event.version,
        run?.payload ?? null,
        CallContext.current?.traceId ?? '',
      ],
    );
  }
}

function text(event: EventDefinition, input: unknown): string {
  return payloadText(event, parsedPayload(event, input, 'scheduled'));
}

/** As ISO times have four digits for it. */
const farthest = Date.UTC(10_000, 0);

/** @throws Error for what is no time, or two */
function checked({ name }: EventDefinition, time: JobTime): JobTime {
  const { at, delayMs } = time as { at?: unknown; delayMs?: unknown };
  if ((at === undefined) === (delayMs === undefined))
    throw new Error(
      `${name} needs either \`at\`, a Date, or \`delayMs\`, a number, not ${JSON.stringify(time)}`,
    );
  const ms = at instanceof Date ? at.getTime() : typeof delayMs === 'number' ? Date.now() + delayMs : NaN;
  if (!(ms < farthest))
    throw new Error(`${name} needs a time before the year 10000, not ${JSON.stringify(time)}`);
  return at instanceof Date ? { at } : { delayMs: Math.max(0, delayMs as number) };
}
