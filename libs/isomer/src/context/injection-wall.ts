import { Inject, Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper';
import type { Module } from '@nestjs/core/injector/module';
import { declarationOf } from './context-module';

/**
 * The second wall between contexts: the application does not start when a provider of one context is
 * injected into another, however it got there. Contexts reach each other by contract only.
 */
@Injectable()
export class InjectionWall implements OnModuleInit {
  constructor(
    private readonly modules: ModulesContainer,
    @Inject('placed contexts') private readonly contexts: Type[],
  ) {}

  /** @throws Error that names both providers */
  onModuleInit(): void {
    const owners = this.owners();
    const breaches: string[] = [];
    for (const [module, owner] of owners) {
      for (const wrapper of [...module.providers.values(), ...module.controllers.values(), ...module.injectables.values()]) {
        for (const dependency of dependenciesOf(wrapper)) {
          const other = dependency.host && owners.get(dependency.host);
          if (other && other !== owner) {
            breaches.push(`${nameOf(wrapper)} of ${owner} is given ${nameOf(dependency)} of ${other}`);
          }
        }
      }
    }
    if (breaches.length > 0) {
      throw new Error(`Contexts meet at their contracts only: ${breaches.join('; ')}. Inject the contract class instead`);
    }
  }

  /** Which context each module belongs to: its own module and what only that one imports. */
  private owners(): Map<Module, string> {
    const reached = new Map<Module, Set<string>>();
    for (const context of this.contexts) {
      const name = declarationOf(context).contract.contract.name;
      const root = [...this.modules.values()].find(({ metatype }) => metatype === context);
      if (root) reach(root, name, reached);
    }
    const owners = new Map<Module, string>();
    for (const [module, names] of reached) {
      const own = this.contexts.find((context) => context === module.metatype);
      if (own) owners.set(module, declarationOf(own).contract.contract.name);
      else if (names.size === 1) owners.set(module, [...names][0]!);
    }
    return owners;
  }
}

function reach(module: Module, name: string, reached: Map<Module, Set<string>>): void {
  const names = reached.get(module) ?? new Set<string>();
  // A global module is everybody's, except where it is made for one context, as its data source is.
  if (names.has(name) || (module.isGlobal && module.name === 'IsomerModule')) return;
  reached.set(module, names.add(name));
  for (const imported of module.imports) reach(imported, name, reached);
}

function dependenciesOf(wrapper: InstanceWrapper): InstanceWrapper[] {
  const properties = wrapper.getPropertiesMetadata() ?? [];
  return [...(wrapper.getCtorMetadata() ?? []), ...properties.map(({ wrapper: dependency }) => dependency)].filter(Boolean);
}

function nameOf({ token, name }: InstanceWrapper): string {
  return typeof token === 'function' ? token.name : String(name ?? token);
}
