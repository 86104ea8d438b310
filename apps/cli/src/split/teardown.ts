/** Something that was started. */
export interface Part {
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it now. */
  kill?(): void;
}

/** Thrown at whoever goes on starting what has been asked to stop. */
export class Stopped extends Error {}

/** Everything that was started, to be stopped in the opposite order: whatever happens, and whenever. */
export class Teardown {
  private readonly parts: Part[] = [];
  private stopping?: Promise<void>;
  private request!: () => void;
  isRequested = false;
  /** Resolves when something asks for the end. */
  readonly requested = new Promise<void>((resolve) => (this.request = resolve));

  /** @param onFailure hears of a part that could not be stopped; the others are, all the same */
  constructor(private readonly onFailure: (error: Error) => void) {}

  /** @throws Stopped, once the part is stopped again, when the end was asked for meanwhile */
  async add(part: Part): Promise<void> {
    this.parts.push(part);
    if (!this.stopping) return;
    await this.stop();
    throw new Stopped();
  }

  /** Stops everything. Asked for again it waits for the same end. */
  stop(): Promise<void> {
    this.isRequested = true;
    this.request();
    this.stopping = (this.stopping ?? Promise.resolve()).then(() => this.stopAll());
    return this.stopping;
  }

  kill(): void {
    for (const part of this.parts) part.kill?.();
  }

  private async stopAll(): Promise<void> {
    for (let part = this.parts.at(-1); part; part = this.parts.at(-1)) {
      await part.stop().catch(this.onFailure);
      this.parts.splice(this.parts.indexOf(part), 1);
    }
  }
}
