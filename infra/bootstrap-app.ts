/**
 * The CDK app behind `npm run bootstrap`: what an account needs once, before GitHub Actions can
 * deploy to it. By itself: `cdk deploy --app "node infra/bootstrap-app.ts" -c repository=owner/name`.
 */
import { App } from 'aws-cdk-lib';
import { addChecks } from './checks.ts';
import { ContextError } from './config.ts';
import { readGitHubDeployContext } from './github-deploy-context.ts';
import { GitHubDeployStack } from './github-deploy-stack.ts';

const app = new App();
try {
  const props = readGitHubDeployContext((key) => app.node.tryGetContext(key));
  new GitHubDeployStack(app, 'LearningMate-GitHubDeploy', props);
  addChecks(app);
  app.synth();
} catch (error) {
  if (!(error instanceof ContextError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
