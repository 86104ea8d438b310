/** What a service of this name is there for, and so what it may do. */
export interface NamedService {
  name: string;
  serves: string[];
  /** Whether it may speak for the platform itself. */
  system: boolean;
}

/** Names with commas, as they were typed. */
export interface TypedNames {
  /** Services of this platform. */
  for?: string;
  /** Services that it knows nothing of, such as one in another language. */
  other?: string;
}

/** A process without contexts, and the command line. */
const callers = { edge: { system: false }, cli: { system: true } };

/**
 * The services that `--for` and `--other` name; without both each context, the edge and the command line.
 * @throws Error that says what names there are
 */
export function namedServices(typed: TypedNames, contexts: readonly string[]): NamedService[] {
  const all = [...contexts, ...Object.keys(callers)];
  const there = `there are ${all.join(', ')}`;
  if (typed.for === undefined && typed.other === undefined)
    return all.map((name) => ownService(name, contexts, there));
  const own = namesIn(typed.for, `--for names no service; ${there}`);
  const others = namesIn(typed.other, '--other names no service');
  return [
    ...own.map((name) => ownService(name, contexts, there)),
    ...others.map((name) => otherService(name, all)),
  ];
}

function namesIn(typed: string | undefined, ifNone: string): string[] {
  if (typed === undefined) return [];
  const names = typed
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) throw new Error(ifNone);
  return [...new Set(names)];
}

function ownService(name: string, contexts: readonly string[], there: string): NamedService {
  if (isCaller(name)) return { name, serves: [], ...callers[name] };
  const serves = name.split('+');
  if (serves.some(isCaller))
    throw new Error(
      `--for names '${name}', but only contexts can be joined with +, and edge and cli are none`,
    );
  const unknown = serves.find((context) => !contexts.includes(context));
  if (unknown === undefined) return { name, serves, system: true };
  throw new Error(
    `--for names '${unknown}', which is no service; ${there}. For one that is not part of this platform: --other <name>`,
  );
}

/** It may answer for a context of its own name, and is believed to call for those who use it, not for the platform. */
function otherService(name: string, known: readonly string[]): NamedService {
  if (known.includes(name))
    throw new Error(`--other names '${name}', which is a service of this platform: use --for`);
  if (/^[a-z][a-z0-9-]{0,63}$/.test(name)) return { name, serves: [name], system: false };
  throw new Error(
    `--other names '${name}', which is no name: up to 64 lower-case letters, digits and -, a letter first`,
  );
}

function isCaller(name: string): name is keyof typeof callers {
  return Object.hasOwn(callers, name);
}
