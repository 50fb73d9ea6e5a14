import {
  backgroundFunctionNames,
  type EnvironmentSchemas,
  environmentSchema,
  type FunctionName,
} from './environment.ts';
import { functionOf, routeNames } from './routes.ts';

/**
 * The names of all functions. No function may import this module, since it would load all routes only
 * to learn its own name.
 */
export const functionNames: readonly FunctionName[] = [
  ...new Set(routeNames.map(functionOf)),
  ...backgroundFunctionNames,
];

/** The schema of each function's environment. */
export const environments = Object.fromEntries(
  functionNames.map((name) => [name, environmentSchema(name)]),
) as EnvironmentSchemas;
