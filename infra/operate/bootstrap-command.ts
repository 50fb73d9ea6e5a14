import { readGitHubDeployContext } from '../github/github-deploy-context.ts';
import { ContextError, type Stage, stages } from '../stack/settings.ts';
import { runCdk } from './cdk-cli.ts';
import { cdkArguments, cdkOptions, cdkOptionsText } from './cdk-options.ts';
import { type Manual, readOptions, refused } from './command-line.ts';
import { preflight } from './preflight.ts';
import type { Surroundings } from './surroundings.ts';

export const bootstrapManual: Manual = {
  usage: `npm run bootstrap -- --repository owner/name [--stages dev,prod]
  [--existing-provider true|ARN] [options of cdk deploy]`,
  text: `Deploys the roles by which GitHub Actions deploys to this account: once for each
account, with the credentials of an administrator.

  --repository owner/name       as GitHub spells it
  --stages dev,prod             for which stages; both by default
  --existing-provider true|ARN  where the account has GitHub's provider already

${cdkOptionsText}`,
};

const options = {
  repository: { type: 'string' },
  stages: { type: 'string', default: stages.join(',') },
  'existing-provider': { type: 'string', default: 'false' },
  ...cdkOptions,
} as const;

const toldBy = {
  repository: '--repository',
  stages: '--stages',
  existingProvider: '--existing-provider',
};

/**
 * Deploys the roles by which GitHub Actions deploys to this account.
 * @returns the exit code, the CLI's own where it ran
 */
export async function bootstrapCommand(surroundings: Surroundings): Promise<number> {
  const given = readOptions(surroundings.argv, options, bootstrapManual);
  const context: Readonly<Record<string, string | undefined>> = {
    repository: given.repository,
    stages: given.stages,
    existingProvider: given['existing-provider'],
  };
  const handedOn = cdkArguments(given, toldBy, bootstrapManual);
  await preflight(firstStage(context), surroundings);
  return runCdk(
    [
      'deploy',
      '--app',
      'node infra/github/bootstrap-app.ts',
      ...Object.entries(context).map(([key, value]) => `--context=${key}=${value}`),
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
    throw refused(error.message, bootstrapManual);
  }
  throw refused('stages: name at least one', bootstrapManual);
}
