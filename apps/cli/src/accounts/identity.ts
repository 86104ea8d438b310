import { runAs } from '@isomer/framework';
import { IdentityApi } from '@isomer/identity/contract';
import type { Type } from '@nestjs/common';
import { withContexts } from '../contexts';

const root = {
  operation: 'isomer accounts',
  principal: { kind: 'system', name: 'administration' } as const,
  deadlineMs: 30_000,
};

/** Lets `work` call identity on behalf of the platform, wherever it runs. */
export function withIdentity<T>(
  env: NodeJS.ProcessEnv,
  work: (identity: IdentityApi) => Promise<T>,
): Promise<T> {
  return withContexts(
    env,
    (line) => process.stderr.write(`${line}\n`),
    (contexts) =>
      runAs(root, () => work(contexts.get<IdentityApi>(IdentityApi as unknown as Type<IdentityApi>))),
  );
}
