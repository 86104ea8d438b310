/** Which contexts run in this process and which do not. */
export class Placement {
  constructor(
    readonly here: readonly string[],
    readonly remote: readonly string[],
  ) {}
}
