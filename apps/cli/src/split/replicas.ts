/** Most processes of one context that make sense on one machine. */
const most = 20;

/** How many processes each context gets, from options such as `comments=2`. @throws Error that names what is wrong */
export function parseReplicas(options: readonly string[], contexts: readonly string[]): Map<string, number> {
  const counts = new Map(contexts.map((name) => [name, 1]));
  for (const option of options.flatMap((each) => each.split(','))) {
    const [, name = '', number = ''] = /^([^=]*)=(\d+)$/.exec(option.trim()) ?? [];
    const count = Number(number);
    if (!counts.has(name))
      throw new Error(
        `--replicas ${option} names no context: write ${contexts.map((each) => `${each}=2`).join(' or ')}`,
      );
    if (count < 1 || count > most) throw new Error(`--replicas ${option} must be from 1 to ${most}`);
    counts.set(name, count);
  }
  return counts;
}
