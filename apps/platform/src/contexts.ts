import { type ContractClass, declarationOf } from '@isomer/framework';
import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { IdentityHttpModule, IdentityModule } from '@isomer/identity';
import { PostsHttpModule, PostsModule } from '@isomer/posts';

/** Every context of this build. A new one is added here and nowhere else. */
export const contextModules = [IdentityModule, PostsModule, CommentsModule];
export const httpModules = [IdentityHttpModule, PostsHttpModule, CommentsHttpModule];

export const contracts: ContractClass[] = contextModules.map((module) => declarationOf(module).contract);
export const contextNames: string[] = contracts.map(({ contract }) => contract.name);
