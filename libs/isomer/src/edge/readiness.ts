import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { TRANSPORT } from '../context/isomer.module';
import { Placement } from '../context/placement';
import { Seldom } from '../call/seldom';
import type { Transport } from '../transport/transport';

export interface ReadinessReport {
  /** Whether to send work here. What is missing elsewhere is no reason not to: it takes only its own calls with it. */
  status: 'up' | 'down';
  /** By context: where it runs and what is wrong, if anything is. */
  contexts: Record<string, ContextReport>;
  transport?: { problem?: string };
}

interface ContextReport {
  placed: 'here' | 'remote';
  replicas?: number;
  problem?: string;
}

const log = new Logger('Readiness');
const warnings = new Seldom((line) => log.warn(line), 10_000);
const patienceMs = 1_000;
const freshMs = 1_000;

/** Looks whether what this process depends on answers now. */
@Injectable()
export class Readiness {
  private latest?: Promise<ReadinessReport>;
  private lookedAt = 0;
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly placement: Placement,
    private readonly modules: ModuleRef,
    @Optional() @Inject(TRANSPORT) private readonly transport?: Transport,
  ) {}

  /** Looked up at most once a second, because anybody may ask. */
  report(): Promise<ReadinessReport> {
    if (!this.latest || performance.now() - this.lookedAt > freshMs) {
      this.lookedAt = performance.now();
      this.latest = this.look();
    }
    return this.latest;
  }

  private async look(): Promise<ReadinessReport> {
    const here = this.placement.here.map(async (name) => [name, await this.local(name)] as const);
    const remote = this.placement.remote.map(async (name) => [name, await this.elsewhere(name)] as const);
    const transport = this.transport && (await attempt(() => this.transport!.ping()));
    const own = await Promise.all(here);
    const up = own.every(([, { problem }]) => !problem) && !transport?.problem;
    const contexts = Object.fromEntries([...own, ...(await Promise.all(remote))]);
    return { status: up ? 'up' : 'down', contexts, transport };
  }

  private async local(name: string): Promise<ContextReport> {
    return { placed: 'here', ...(await attempt(() => this.ask(name))) };
  }

  /** One question at a time: those that a silent database leaves open would take the connections from all others. */
  private ask(name: string): Promise<unknown> {
    const asked = this.asked.get(name);
    if (asked) return asked;
    const source = this.modules.get<DataSource>(getDataSourceToken(name), { strict: false });
    const answer = source.query('SELECT 1').finally(() => this.asked.delete(name));
    this.asked.set(name, answer);
    return answer;
  }

  private async elsewhere(name: string): Promise<ContextReport> {
    let replicas = 0;
    const seen = await attempt(async () => {
      replicas = (await this.transport!.replicas(name)).length;
    });
    const problem = seen.problem ?? (replicas === 0 ? 'no replica is running' : undefined);
    return { placed: 'remote', replicas, ...(problem && { problem }) };
  }
}

async function attempt(work: () => Promise<unknown>): Promise<{ problem?: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([work(), late]);
    return {};
  } catch (error) {
    // Addresses and logins are for the log.
    const line = `Not ready: ${(error as Error).message}`;
    warnings.tell(line, line);
    return { problem: 'cannot be reached' };
  } finally {
    clearTimeout(timer);
  }
}
