import { Inject, Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper';
import type { Module } from '@nestjs/core/injector/module';
import { getDataSourceToken } from '@nestjs/typeorm';
import { declarationOf } from './context-module';

/** The modules of the contexts that run in this process. */
export const PLACED_CONTEXTS = Symbol('placed contexts');

/**
 * The second wall between contexts: the application does not start when a provider of one context is
 * injected into another, however it got there. Contexts reach each other by contract only.
 */
@Injectable()
export class InjectionWall implements OnModuleInit {
  constructor(
    private readonly modules: ModulesContainer,
    @Inject(PLACED_CONTEXTS) private readonly contexts: Type[],
  ) {}

  /** @throws Error that names both providers */
  onModuleInit(): void {
    const reached = this.reached();
    const ownerOf = (module: Module) => {
      const names = [...(reached.get(module) ?? [])];
      return names.length === 1 ? names[0] : undefined;
    };
    const breaches: string[] = [];
    for (const module of this.modules.values()) {
      const owner = ownerOf(module);
      for (const wrapper of [
        ...module.providers.values(),
        ...module.controllers.values(),
        ...module.injectables.values(),
      ]) {
        for (const dependency of dependenciesOf(wrapper)) {
          const other = dependency.host && ownerOf(dependency.host);
          if (other && other !== owner) {
            breaches.push(
              `${nameOf(wrapper)} of ${owner ?? module.name} is given ${nameOf(dependency)} of ${other}`,
            );
          }
        }
      }
    }
    if (breaches.length > 0) {
      throw new Error(
        `Contexts meet at their contracts only: ${breaches.join('; ')}. Inject the contract class instead`,
      );
    }
  }

  /** The contexts that each module is part of: what only one of them imports is its own, the rest is shared. */
  private reached(): Map<Module, Set<string>> {
    const reached = new Map<Module, Set<string>>();
    const reach = (module: Module, name: string) => {
      const names = reached.get(module) ?? new Set<string>();
      if (names.has(name)) return;
      reached.set(module, names.add(name));
      for (const imported of module.imports) {
        // Nest gives every module all global ones, and another context is that one's, whoever imports it.
        if (isContext(imported) || (imported.isGlobal && !declares(module, imported))) continue;
        reach(imported, name);
      }
    };
    const isContext = ({ metatype }: Module) => this.contexts.includes(metatype);
    for (const module of this.modules.values()) {
      for (const context of this.contexts) {
        const { name } = declarationOf(context).contract.contract;
        if (module.metatype === context || module.providers.has(getDataSourceToken(name) as string))
          reach(module, name);
      }
    }
    return reached;
  }
}

function declares(module: Module, imported: Module): boolean {
  const imports = (Reflect.getMetadata('imports', module.metatype) ?? []) as (Type | { module?: Type })[];
  return imports.some(
    (each) => each === imported.metatype || (each as { module?: Type }).module === imported.metatype,
  );
}

function dependenciesOf(wrapper: InstanceWrapper): InstanceWrapper[] {
  const properties = wrapper.getPropertiesMetadata() ?? [];
  return [
    ...(wrapper.getCtorMetadata() ?? []),
    ...properties.map(({ wrapper: dependency }) => dependency),
  ].filter(Boolean);
}

function nameOf({ token, name }: InstanceWrapper): string {
  return typeof token === 'function' ? token.name : String(name ?? token);
}
