import {
  backgroundFunctionNames,
  type EnvironmentSchemas,
  environmentSchema,
  type FunctionName,
} from './environment.ts';
import { functionOf, routeNames } from './routes.ts';

/** Every function. No function imports this: it would load all routes, and needs but its own name. */
export const functionNames: readonly FunctionName[] = [
  ...new Set(routeNames.map(functionOf)),
  ...backgroundFunctionNames,
];

export const isFunctionName = (name: string): name is FunctionName =>
  functionNames.some((known) => known === name);

/** The environment's schema of each of them. */
export const environments = Object.fromEntries(
  functionNames.map((name) => [name, environmentSchema(name)]),
) as EnvironmentSchemas;
