/**
 * The CDK app behind `npm run bootstrap`: what an account needs once, before GitHub Actions can
 * deploy to it. By itself: `cdk deploy --app "node infra/bootstrap-app.ts" -c repository=owner/name`.
 */
import { addChecks } from './checks.ts';
import { readGitHubDeployContext } from './github-deploy-context.ts';
import { GitHubDeployStack } from './github-deploy-stack.ts';
import { synthesizeApp } from './synthesize-app.ts';

await synthesizeApp((app) => {
  const props = readGitHubDeployContext((key) => app.node.tryGetContext(key));
  new GitHubDeployStack(app, 'LearningMate-GitHubDeploy', props);
  addChecks(app);
});
