/** What is wrong with keys that were configured, a line each, without anything secret. */
export class ServiceKeysError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ServiceKeysError';
  }
}
