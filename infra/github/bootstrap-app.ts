/**
 * The CDK app behind `npm run bootstrap`: it makes what an account needs once, before GitHub Actions can
 * deploy to it. It also runs by itself: `cdk deploy --app "node infra/github/bootstrap-app.ts" -c
 * repository=owner/name`.
 */
import { addChecks } from '../stack/checks.ts';
import { synthesizeApp } from '../stack/synthesize-app.ts';
import { gitHubDeployKeys, readGitHubDeployContext } from './github-deploy-context.ts';
import { GitHubDeployStack } from './github-deploy-stack.ts';

await synthesizeApp((app) => {
  const props = readGitHubDeployContext((key) => app.node.tryGetContext(key));
  new GitHubDeployStack(app, 'LearningMate-GitHubDeploy', props);
  addChecks(app);
}, gitHubDeployKeys);
