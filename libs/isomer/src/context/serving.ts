import { type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Bindings } from '../call/bindings';
import { dispatcher } from '../call/dispatch';
import { operationHashes } from '../call/operation';
import type { ContractClass } from '../contract/contract';
import { IncompatibleContract, contractMismatch } from './contract-mismatch';
import type { Replica, Transport } from '../transport/transport';

/** Announces the contexts of this process to others when the application is ready, and takes them back. */
export class Serving implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly bindings: Bindings,
    private readonly here: string[],
    private readonly contracts: ContractClass[],
    private readonly transport: Transport | undefined,
    private readonly version: string,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.transport) return;
    await this.assertCompatible();
    for (const contract of this.contracts) {
      const context = contract.contract.name;
      if (!this.here.includes(context)) continue;
      const handler = dispatcher(contract, this.bindings.servedBy(context), this.bindings.keys);
      await this.transport.serve(context, handler, {
        version: this.version,
        calls: operationHashes(contract),
      });
    }
  }

  /** @throws IncompatibleContract when a context that runs elsewhere now has a version that cannot talk to this one */
  private async assertCompatible(): Promise<void> {
    const problems: string[] = [];
    for (const contract of this.contracts) {
      const { name } = contract.contract;
      if (!this.here.includes(name))
        problems.push(...(await contractMismatch(this.transport!, contract, this.bindings.keys)));
    }
    if (problems.length > 0) throw new IncompatibleContract(problems);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transport?.close();
  }

  /** The replicas of every context that runs elsewhere. */
  async remoteReplicas(): Promise<Map<string, Replica[]>> {
    const replicas = new Map<string, Replica[]>();
    for (const { contract } of this.contracts) {
      if (this.here.includes(contract.name) || !this.transport) continue;
      replicas.set(contract.name, await this.transport.replicas(contract.name));
    }
    return replicas;
  }
}
