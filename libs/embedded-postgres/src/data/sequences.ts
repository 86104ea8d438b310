import type { Client } from 'pg';
import type { DumpEnd } from './dump-format';
import { qualified } from './sql';

/** Lets each sequence go on where the dumped one was. By ALTER, which a rollback undoes; setval it would not. */
export async function restartSequences(client: Client, sequences: DumpEnd['sequences']): Promise<void> {
  for (const sequence of sequences) {
    const name = qualified(sequence);
    const { rows } = await client.query<{ step: string; min: string; max: string }>(
      'SELECT seqincrement AS step, seqmin AS min, seqmax AS max FROM pg_sequence WHERE seqrelid = $1::regclass',
      [name],
    );
    const { step, min, max } = rows[0]!;
    const next = BigInt(sequence.last) + (sequence.called ? BigInt(step) : 0n);
    if (next >= BigInt(min) && next <= BigInt(max))
      await client.query(`ALTER SEQUENCE ${name} RESTART WITH ${next}`);
    // At its very end: only setval can say "used up, or about to turn over".
    else await client.query('SELECT setval($1::regclass, $2, true)', [name, sequence.last]);
  }
}
