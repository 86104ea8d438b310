import { createClient } from 'redis';

/** Sends commands to a server of a test's own, one after another, and resolves with the last reply. */
export async function askRedis<T>(url: string, ...commands: string[][]): Promise<T> {
  const client = await createClient({ url, RESP: 2 })
    .on('error', () => undefined)
    .connect();
  try {
    let reply: unknown;
    for (const command of commands) reply = await client.sendCommand(command);
    return reply as T;
  } finally {
    client.destroy();
  }
}

/** Waits until `condition` holds, and fails after ten seconds. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 10_000; !(await condition());) {
    if (Date.now() > limit) throw new Error(`Still not true: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
