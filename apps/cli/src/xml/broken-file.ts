/** A file that cannot be read to its end. Nothing was changed: a file is read to its end before anything is. */
export class BrokenFile extends Error {
  constructor(
    readonly file: string,
    /** From the start of the file, of the first one that is wrong. */
    readonly byte: number,
    why: string,
  ) {
    super(`${file} is broken at byte ${byte}: ${why}. Nothing was imported`);
  }
}
