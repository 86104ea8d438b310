import {
  type ContractClass,
  type RepublishFrom,
  type Republished,
  declarationOf,
  republishCall,
  runAs,
} from '@isomer/framework';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { contextModules, contextNames, contracts } from '../../../platform/src/contexts';
import { withContexts } from '../contexts';

type Republish = (input: RepublishFrom) => Promise<Republished>;

/** `isomer events rebuild`. Returns what to say. @throws Error if there is nothing to rebuild, or no way to */
export async function rebuild(env: NodeJS.ProcessEnv, context: string): Promise<string> {
  const publishers = publishersFor(context);
  return withContexts(
    env,
    (line) => process.stderr.write(`${line}\n`),
    async (contexts) => {
      const lines: string[] = [];
      for (const publisher of publishers) {
        const keys = await republishAll(contexts, publisher, context);
        lines.push(
          `${publisher.contract.name} has published ${keys.toLocaleString('en')} keys anew for ${context}.`,
        );
      }
      return [...lines, '`isomer events status` says when they have been handled.'].join('\n');
    },
  );
}

/** The contracts of the contexts whose events a context handles. */
function publishersFor(context: string): ContractClass[] {
  const module = contextModules.find((each) => declarationOf(each).contract.contract.name === context);
  if (!module) throw new Error(`'${context}' is no context; there are ${contextNames.join(', ')}`);
  const names = new Set(declarationOf(module).events?.map(({ event }) => event.context));
  if (names.size === 0)
    throw new Error(`${context} handles no events of others, so there is nothing to rebuild`);
  const publishers = contracts.filter(({ contract }) => names.has(contract.name));
  const unable = publishers.find(({ contract }) => !(republishCall in contract.calls));
  if (unable)
    throw new Error(`${unable.contract.name} has no call '${republishCall}', so it cannot publish anew`);
  return publishers;
}

async function republishAll(
  contexts: INestApplicationContext,
  publisher: ContractClass,
  context: string,
): Promise<number> {
  const client = contexts.get<Record<string, Republish>>(publisher as unknown as Type);
  const say = progress(publisher.contract.name);
  const root = {
    operation: `rebuild ${context}`,
    principal: { kind: 'system', name: 'rebuild' } as const,
    deadlineMs: 30_000,
  };
  let keys = 0;
  for (let after: string | undefined; ;) {
    const page = await runAs(root, () => client[republishCall]!({ after }));
    say((keys += page.keys));
    if (page.next === undefined) break;
    after = page.next;
  }
  say(keys, true);
  return keys;
}

/** How many keys so far: nobody knows how many there will be. In place on a terminal, else every ten thousand. */
function progress(publisher: string): (keys: number, ended?: boolean) => void {
  const { stderr } = process;
  let said = 0;
  return (keys, ended = false) => {
    const line = `${publisher}: ${keys.toLocaleString('en')} keys`;
    if (stderr.isTTY) stderr.write(`\r${line}${ended ? '\n' : ''}`);
    else if (keys - said >= 10_000) {
      said = keys;
      stderr.write(`${line}\n`);
    }
  };
}
