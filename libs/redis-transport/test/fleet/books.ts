import { openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureCode } from '../../src';
import type { Group } from './services';

/** A call that a client is about to make. Its id begins with the name of the client. */
export interface Begun {
  id: string;
  repeatable: boolean;
  timeoutMs: number;
}

interface Failed {
  code: FailureCode;
  mayHaveRun: boolean;
  message: string;
}

/** How a call ended, as its caller saw it. */
export interface Outcome {
  id: string;
  /** In the time that its process had. */
  afterMs: number;
  end: 'answered' | 'answered with another body' | Failed;
}

/** How an event was emitted. Its id begins with the name of the client. */
export interface Emit {
  id: string;
  end: 'taken' | Failed;
}

/** An event that a handler was done with. */
export interface Handling {
  id: string;
  group: Group;
}

interface Lines {
  runs: string;
  begun: Begun;
  outcomes: Outcome;
  emits: Emit;
  handlings: Handling;
}

/** What the processes of a fleet write down outside Redis, a line at a time. */
export type Book = keyof Lines;

/**
 * Writes lines that are in the file when it returns: who is killed after that has said so. Several processes may
 * write one book, as what is appended to a file is not torn.
 */
export function writerOf<B extends Book>(folder: string, book: B): (line: Lines[B]) => void {
  const file = openSync(join(folder, book), 'a');
  return (line) => void writeSync(file, `${JSON.stringify(line)}\n`);
}

export function readBook<B extends Book>(folder: string, book: B): Lines[B][] {
  const lines = readFileSync(join(folder, book), { encoding: 'utf8', flag: 'a+' }).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Lines[B]);
}
