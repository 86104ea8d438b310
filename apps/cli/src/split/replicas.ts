/** Most processes of one context that make sense on one machine. */
const most = 20;

/** How many processes each context gets, from options such as `comments=2`. @throws Error that names what is wrong */
export function parseReplicas(options: readonly string[], contexts: readonly string[]): Map<string, number> {
  const counts = new Map(contexts.map((name) => [name, 1]));
  for (const option of options.flatMap((each) => each.split(','))) {
    const [name = '', number = ''] = option.trim().split(/=(.*)/);
    if (!counts.has(name))
      throw new Error(
        `--replicas ${option} names no context: write ${contexts.map((each) => `${each}=2`).join(' or ')}`,
      );
    const count = /^\d+$/.test(number) ? Number(number) : 0;
    if (count < 1 || count > most)
      throw new Error(`--replicas ${option} must have a number from 1 to ${most}, as in ${name}=2`);
    counts.set(name, count);
  }
  return counts;
}
