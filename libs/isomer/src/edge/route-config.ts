import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';

/** An operation that will go. */
export interface Deprecated {
  /** From when on nobody should begin to use it: an ISO date. */
  since: string;
  /** When it goes: an ISO date. */
  sunset?: string;
  /** Path of what to use in its place. */
  successor?: string;
}

/** What the hooks of the edge want to know of a route. */
export interface EdgeRoute {
  /** Time for a request, where it is not that of any. */
  deadlineMs?: number;
  paginated?: true;
  /** Whether its handler takes no body. */
  bodyless?: true;
  /** Where what was created can be read: a path with fields of the answer in it, such as `/v1/posts/{id}`. */
  location?: string;
  /** Field of the answer that counts its changes, for its `ETag`. */
  revision?: string;
  /** What its answer is called where that has to have a name; of a read that is answered in several forms. */
  named?: string;
  deprecated?: Deprecated;
}

/** Adds to what is said of a route; Nest's own decorator replaces it. */
export function routeConfig(more: EdgeRoute): MethodDecorator {
  return (target, key, descriptor) => {
    const known = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value!) as object | undefined;
    (RouteConfig({ ...known, ...more }) as MethodDecorator)(target, key, descriptor);
  };
}

export function edgeRoute({ routeOptions }: { routeOptions: { config: unknown } }): EdgeRoute {
  return routeOptions.config as EdgeRoute;
}
