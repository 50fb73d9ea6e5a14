import type { Environment, EnvironmentSchemas, FunctionName } from '../contracts/environment.ts';
import '../issues-in-english.ts';
import { ConfigurationError } from './configuration-error.ts';
import { reportError as reportToSentry } from './error-reporting.ts';

/**
 * Reads a function's environment by its schema, once, at cold start. An error is reported before it is
 * thrown, because Lambda ends a process whose import fails.
 *
 * @param schema imported by the function, so that it loads no other's
 * @throws ConfigurationError naming every variable that is missing or malformed
 */
export async function loadEnvironment<Name extends FunctionName>(
  name: Name,
  schema: EnvironmentSchemas[Name],
  reportError = reportToSentry,
): Promise<Environment<Name>> {
  try {
    return readEnvironment(name, schema, process.env);
  } catch (error) {
    await reportError(error);
    throw error;
  }
}

/** @throws ConfigurationError naming every variable that is missing or malformed */
export function readEnvironment<Name extends FunctionName>(
  name: Name,
  schema: EnvironmentSchemas[Name],
  source: Readonly<Record<string, string | undefined>>,
): Environment<Name> {
  const read = schema.safeParse(source);
  if (read.success) return read.data as Environment<Name>;
  const wrong = read.error.issues.map(({ path, code }) => {
    const variable = path.join('.');
    return `${variable} (${source[variable] ? code : 'missing'})`;
  });
  throw new ConfigurationError(`Environment of ${name} is not complete: ${wrong.join(', ')}`);
}
