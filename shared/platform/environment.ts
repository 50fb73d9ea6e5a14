import { type Environment, environments, type FunctionName } from '../contracts/environment.ts';

/**
 * Reads a function's environment by its schema, once, at cold start.
 *
 * @throws Error naming every variable that is missing or malformed
 */
export function loadEnvironment<Name extends FunctionName>(
  name: Name,
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment<Name> {
  const read = environments[name].safeParse(source);
  if (read.success) return read.data as Environment<Name>;
  const wrong = read.error.issues.map(({ path, code }) => {
    const variable = path.join('.');
    return `${variable} (${source[variable] ? code : 'missing'})`;
  });
  throw new Error(`Environment of ${name} is not complete: ${wrong.join(', ')}`);
}
