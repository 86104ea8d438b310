import type { InvalidArgument, Violation } from '../contract/framework-errors';
import { RouteParamtypes, routeArguments } from './route-arguments';
import { checked } from './validation';

/** What somebody could send: nothing of what is needed, something that nobody knows, a text that is no id or name. */
const mistakes: [part: RouteParamtypes, values: unknown[]][] = [
  [RouteParamtypes.BODY, [{}, { misspelt: 'x' }]],
  [RouteParamtypes.QUERY, [{}, { misspelt: 'x' }, '?']],
  [RouteParamtypes.PARAM, ['?']],
];

/**
 * What the schemas of an operation's parameters say of a wrong request, in their own words; undefined where none of
 * them can be broken.
 */
export function refusedInput(controller: object, method: string | symbol): Violation[] | undefined {
  for (const [part, values] of mistakes)
    for (const { data, schema } of routeArguments(controller, method, part))
      for (const value of schema ? values : []) {
        try {
          void checked(schema!, value, data);
        } catch (error) {
          return (error as InvalidArgument).details.violations;
        }
      }
  return undefined;
}
