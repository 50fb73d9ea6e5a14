import { ContextError, type Stage, stages } from '../config.ts';
import { readGitHubDeployContext } from '../github-deploy-context.ts';
import { preflight } from '../preflight.ts';
import { runCdk } from './cdk-cli.ts';
import { partOptions, readOptions } from './command-line.ts';
import { OperateTrouble } from './operate-trouble.ts';
import type { Surroundings } from './surroundings.ts';

const usage =
  'npm run bootstrap -- --repository owner/name [--stages dev,prod] [--existing-provider true|ARN]';

const options = {
  repository: { type: 'string' },
  stages: { type: 'string', default: stages.join(',') },
  'existing-provider': { type: 'string', default: 'false' },
} as const;

/**
 * Deploys the roles by which GitHub Actions deploys to this account.
 * @returns the exit code, the CLI's own where it ran
 */
export async function bootstrapCommand(surroundings: Surroundings): Promise<number> {
  const { own, handedOn } = partOptions(surroundings.argv, {
    '--repository': true,
    '--stages': true,
    '--existing-provider': true,
  });
  const given = readOptions(own, options, usage);
  const context: Readonly<Record<string, string | undefined>> = {
    repository: given.repository,
    stages: given.stages,
    existingProvider: given['existing-provider'],
  };
  await preflight(firstStage(context), surroundings);
  return runCdk(
    [
      'deploy',
      '--app',
      'node infra/bootstrap-app.ts',
      ...Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ...handedOn,
    ],
    surroundings.environment,
  );
}

/** The app's own reading of its context, asked before anything else is. */
function firstStage(context: Readonly<Record<string, string | undefined>>): Stage {
  try {
    const [first] = readGitHubDeployContext((key) => context[key]).stages;
    if (first) return first;
  } catch (error) {
    if (!(error instanceof ContextError)) throw error;
    throw new OperateTrouble(`${error.message}. Usage: ${usage}`, 2);
  }
  throw new OperateTrouble(`stages: name at least one. Usage: ${usage}`, 2);
}
