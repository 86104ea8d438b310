interface Task {
  over: Promise<unknown>;
  /** Keys whose rows it may have locked, or wait for. */
  keys: readonly string[];
  /** Lets it go on, where it is held on purpose. */
  release?: (isBroken: boolean) => void;
}

/** What runs beside each other. Nothing is waited for that may wait for what is held itself. */
export class Tasks {
  private readonly running = new Set<Task>();

  /** Starts `work`, and resolves when it has ended, or is held, or may have to wait for what is. */
  async start(
    keys: readonly string[],
    work: (hold: (keysMeanwhile?: readonly string[]) => Promise<void>) => Promise<unknown>,
  ): Promise<void> {
    const mayWait = this.mayWait(keys);
    let held!: () => void;
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    const task: Task = { over: isHeld, keys };
    this.running.add(task);
    const hold = (keysMeanwhile = keys) =>
      new Promise<void>((resolve, reject) => {
        task.keys = keysMeanwhile;
        task.release = (isBroken) => {
          task.keys = keys;
          task.release = undefined;
          if (isBroken) reject(new Error('It broke off'));
          else resolve();
        };
        held();
      });
    task.over = work(hold)
      .catch(() => undefined)
      .finally(() => this.running.delete(task));
    if (!mayWait) await Promise.race([task.over, isHeld]);
  }

  /** Lets one go on of those that are held. */
  async release(which: number, isBroken: boolean): Promise<void> {
    const held = this.held;
    if (held.length === 0) return;
    const task = held[which % held.length]!;
    task.release!(isBroken);
    if (this.held.length === 0) await this.drain();
    else if (!this.mayWait(task.keys, task)) await task.over;
  }

  /** Resolves when all has ended. */
  async drain(): Promise<void> {
    while (this.running.size > 0) {
      for (const task of this.held) task.release!(false);
      const all = Promise.all([...this.running].map(({ over }) => over));
      // Somebody may come to where it is held only now.
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }

  get held(): Task[] {
    return [...this.running].filter(({ release }) => release);
  }

  private mayWait(keys: readonly string[], self?: Task): boolean {
    return [...this.running].some((task) => task !== self && task.keys.some((key) => keys.includes(key)));
  }
}
