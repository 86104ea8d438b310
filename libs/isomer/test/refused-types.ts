import { z } from 'zod';
import { ContextModule, type Handler, command, contract, error, everyone, query } from '../src';

class NoteLocked extends error('notes.locked', {
  meaning: 'FailedPrecondition',
  message: 'Locked until {until}.',
  details: z.object({ until: z.number() }),
}) {}
class NoteGone extends error('notes.gone', { meaning: 'NotFound', message: 'Gone.' }) {}

const Note = z.object({ id: z.string(), text: z.string(), stars: z.int().default(0) });
class NotesApi extends contract('notes', {
  write: command({ input: z.object({ text: z.string() }), output: Note, access: everyone }),
  read: query({ input: z.object({ id: z.string() }), output: Note, errors: [NoteGone], access: everyone }),
}) {}

class Write implements Handler<typeof NotesApi, 'write'> {
  async handle({ text }: { text: string }): Promise<{ id: string; text: string }> {
    return { id: '1', text };
  }
}
class Read implements Handler<typeof NotesApi, 'read'> {
  async handle({ id }: { id: string }): Promise<z.input<typeof Note>> {
    return { id, text: '' };
  }
}
class ReadsNothing {}
class AnswersAnother {
  async handle(_: { id: string }): Promise<{ id: number }> {
    return { id: 1 };
  }
}
class AsksForMore {
  async handle(_: { text: string; colour: string }): Promise<{ id: string; text: string }> {
    return { id: '1', text: '' };
  }
}

@ContextModule({ contract: NotesApi, calls: { write: Write, read: Read } })
class Complete {}

@ContextModule({
  contract: NotesApi,
  // @ts-expect-error a call is missing
  calls: { write: Write },
})
class Lacking {}

@ContextModule({
  contract: NotesApi,
  // @ts-expect-error no handler at all
  calls: { write: Write, read: ReadsNothing },
})
class Empty {}

@ContextModule({
  contract: NotesApi,
  // @ts-expect-error another output
  calls: { write: Write, read: AnswersAnother },
})
class WrongOutput {}

@ContextModule({
  contract: NotesApi,
  // @ts-expect-error an input that no caller gives
  calls: { write: AsksForMore, read: Read },
})
class WrongInput {}

// @ts-expect-error a stand-in for a contract has all of its calls
class Incomplete implements NotesApi {
  async read({ id }: { id: string }) {
    return { id, text: '', stars: 1 };
  }
}

async function calls(notes: NotesApi) {
  const { stars }: { stars: number } = await notes.write({ text: 'a' }, { label: 'first' });
  // @ts-expect-error a number where text is due
  await notes.write({ text: 7 });
  // @ts-expect-error nothing where text is due
  await notes.write({});
  // @ts-expect-error a field that is not declared
  await notes.write({ text: 'a', colour: 'red' });
  // @ts-expect-error a call that is not declared
  await notes.delete({});
  // @ts-expect-error text is no number
  const id: number = (await notes.read({ id: '1' })).id;
  return [stars, id];
}

function errors() {
  new NoteGone();
  // @ts-expect-error details are due
  new NoteLocked();
  // @ts-expect-error details of another type
  new NoteLocked({ until: 'noon' });
  // @ts-expect-error there are no details
  new NoteGone({ id: '1' });
  // @ts-expect-error no such detail
  return new NoteLocked({ until: 9 }).details.since;
}

export { Complete, Empty, Incomplete, Lacking, WrongInput, WrongOutput, calls, errors };
