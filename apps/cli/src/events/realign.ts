import { type Realigned, Realignment, declarationOf } from '@isomer/framework';
import { contextModules, contextNames } from '../../../platform/src/contexts';
import { withSources } from './desks';

/** `isomer events realign`. Returns what to say. @throws Error for what is no context */
export async function realign(env: NodeJS.ProcessEnv, context: string): Promise<string> {
  const module = contextModules.find((each) => declarationOf(each).contract.contract.name === context);
  if (!module) throw new Error(`'${context}' is no context; there are ${contextNames.join(', ')}`);
  const publishers = new Set(declarationOf(module).events?.map(({ event }) => event.context));
  const lines: string[] = [];
  for (const publisher of publishers) {
    const realigned = await withSources(env, [publisher, context], (outbox, inbox) =>
      new Realignment(publisher, context, outbox!, inbox!).run(),
    );
    lines.push(said(publisher, context, realigned));
  }
  return lines.length > 0 ? lines.join('\n') : `${context} handles no events of others.`;
}

function said(publisher: string, context: string, { rewound, renumbered }: Realigned): string {
  if (rewound === 0 && renumbered === 0) return `${publisher} and ${context} agree.`;
  return (
    `${publisher}: ${rewound} keys are delivered to ${context} again from where it is, and ${renumbered} events that ` +
    `were taken for older ones are delivered. If its backup is older than EVENT_RETENTION_HOURS, run as well: ` +
    `isomer events rebuild ${context}`
  );
}
