import type { ArgumentMetadata } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';

export { RouteParamtypes };

export interface RouteArgument {
  /** Name of the parameter, for one of several. */
  data?: string;
  schema?: ArgumentMetadata['schema'];
}

/** The decorated parameters of a controller's method that are filled from one part of the request. */
export function routeArguments(
  controller: object,
  method: string | symbol,
  type: RouteParamtypes,
): RouteArgument[] {
  const all = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    RouteArgument
  >;
  return Object.entries(all).flatMap(([key, argument]) => (key.startsWith(`${type}:`) ? [argument] : []));
}

export function takesBody(controller: object, method: string | symbol): boolean {
  return routeArguments(controller, method, RouteParamtypes.BODY).length > 0;
}
