import { Handle, ProfileNotFound } from '@isomer/identity/contract';
import { withIdentity } from './identity';

/** `isomer accounts make-admin`. Returns what to say. @throws Error with a line about who cannot be one */
export async function makeAdmin(env: NodeJS.ProcessEnv, handle: string): Promise<string> {
  const { error } = Handle.safeParse(handle);
  if (error) throw new Error(`'${handle}' is no handle: it ${error.issues[0]!.message}`);
  return withIdentity(env, async (identity) => {
    const { id } = await identity.profile({ handle }).catch((error: unknown) => {
      throw error instanceof ProfileNotFound
        ? new Error(`Nobody has the handle '${handle}': register it first`)
        : error;
    });
    await identity.setRole({ id, role: 'admin' });
    return `${handle} is an administrator. Who is logged in changes things as one at once, and reads as one after the next refresh.`;
  });
}
