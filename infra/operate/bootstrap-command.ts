import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { gitHubDeployKeys, readGitHubDeployContext } from '../github/github-deploy-context.ts';
import { stages } from '../stack/settings.ts';
import { runCdk } from './cdk-cli.ts';
import { cdkArguments, cdkOptions, cdkOptionsText, readContext } from './cdk-options.ts';
import { preflight } from './preflight.ts';
import type { Surroundings } from './surroundings.ts';

export const manual: Manual = {
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
export async function run(surroundings: Surroundings): Promise<number> {
  const given = readOptions(surroundings.argv, options, manual);
  const context: Readonly<Record<string, string | undefined>> = {
    repository: given.repository,
    stages: given.stages,
    existingProvider: given['existing-provider'],
  };
  const handedOn = cdkArguments(given, toldBy, manual);
  const { stages: asked } = readContext(
    given,
    context,
    gitHubDeployKeys,
    readGitHubDeployContext,
    manual,
  );
  const [first] = asked;
  if (!first) throw refused('stages: name at least one', manual);
  await preflight(first, surroundings);
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
