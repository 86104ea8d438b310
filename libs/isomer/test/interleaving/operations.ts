import fc from 'fast-check';

/** What one event of a unit of work is: its key, and whether anybody wants such. */
export interface Wanted {
  book: string;
  isWanted: boolean;
}

/** What may happen next. Numbers choose among what there is, modulo how many that are. */
export type Operation =
  | { op: 'publish'; events: Wanted[]; end: 'commit' | 'rollback' | 'hold' }
  /** Ends, well or not, what is held: a unit of work before its commit, a handler in its transaction, a sweeper between two. */
  | { op: 'release'; which: number; isBroken: boolean }
  /** A relay takes a lane, and sends what is in it. */
  | { op: 'take'; replica: number }
  /** One thing that was sent, now or long ago, arrives at a replica of the subscriber. */
  | { op: 'arrive'; which: number; replica: number; handler: Handling }
  /** Its answer reaches the relay, or is lost, or the relay is gone and hears nothing. */
  | { op: 'answer'; which: number; fate: 'arrives' | 'lost' | 'crash' }
  /** Nobody was there. */
  | { op: 'refuse'; which: number }
  /** All of that, as it should be. */
  | { op: 'round'; replica: number }
  /** Something is published while a relay has its key, which may be so slow that another one takes it, or may hear nothing. */
  | { op: 'overlap'; isOvertaken: boolean; isLost: boolean }
  /** Leases run out. */
  | { op: 'expire' }
  /** What is under way is long over, and all rows are old. */
  | { op: 'age' }
  | { op: 'sweep'; isAllOver: boolean; pause: 'never' | 'before' | 'after' }
  /** The subscriber's database is saved; and it is what it was then, and all goes on before anybody thinks of that. */
  | { op: 'backUp' }
  | { op: 'restore' }
  /** What has failed too often is delivered again, or one of it never. */
  | { op: 'decide'; isSkipped: boolean }
  /** All ends well, for now: what an error has hidden, the next event of its key would bring to light. */
  | { op: 'settle' };

/** `dies`: after its unit of work has committed. */
export type Handling = 'succeeds' | 'fails' | 'lacks something' | 'hold' | 'dies';

const which = fc.nat(9);
const replica = fc.nat(1);
const event = fc.record({
  book: fc.constantFrom('red', 'blue', 'green'),
  isWanted: fc.constantFrom(true, true, true, true, false),
});
const often = <T extends string>(usual: T, ...others: T[]) =>
  fc.constantFrom<T>(usual, usual, usual, ...others);
const op = <T extends Operation>(
  name: T['op'],
  rest: {
    [K in keyof Omit<T, 'op'>]: fc.Arbitrary<Omit<T, 'op'>[K]>;
  },
) => fc.record({ op: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<T>;
type Of<N extends Operation['op']> = Extract<Operation, { op: N }>;

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: op<Of<'publish'>>('publish', {
      events: fc.array(event, { minLength: 1, maxLength: 3 }),
      end: often('commit', 'rollback', 'hold'),
    }),
  },
  { weight: 4, arbitrary: op<Of<'release'>>('release', { which, isBroken: fc.boolean() }) },
  { weight: 6, arbitrary: op<Of<'take'>>('take', { replica }) },
  {
    weight: 8,
    arbitrary: op<Of<'arrive'>>('arrive', {
      which,
      replica,
      handler: often<Handling>('succeeds', 'fails', 'lacks something', 'hold', 'dies'),
    }),
  },
  { weight: 5, arbitrary: op<Of<'answer'>>('answer', { which, fate: often('arrives', 'lost', 'crash') }) },
  { weight: 1, arbitrary: op<Of<'refuse'>>('refuse', { which }) },
  { weight: 6, arbitrary: op<Of<'round'>>('round', { replica }) },
  { weight: 5, arbitrary: op<Of<'overlap'>>('overlap', { isOvertaken: fc.boolean(), isLost: fc.boolean() }) },
  { weight: 4, arbitrary: op<Of<'expire'>>('expire', {}) },
  { weight: 2, arbitrary: op<Of<'age'>>('age', {}) },
  {
    weight: 3,
    arbitrary: op<Of<'sweep'>>('sweep', {
      isAllOver: fc.boolean(),
      pause: fc.constantFrom('never', 'before', 'after'),
    }),
  },
  { weight: 3, arbitrary: op<Of<'backUp'>>('backUp', {}) },
  { weight: 3, arbitrary: op<Of<'restore'>>('restore', {}) },
  { weight: 4, arbitrary: op<Of<'settle'>>('settle', {}) },
  { weight: 2, arbitrary: op<Of<'decide'>>('decide', { isSkipped: fc.boolean() }) },
);

export const operations = fc.array(operation, { minLength: 15, maxLength: 50, size: 'max' });
