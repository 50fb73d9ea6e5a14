import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle.ts';
import { ContextError, readSettings } from './config.ts';
import { LearningMateStack } from './learning-mate-stack.ts';

const app = new App();
try {
  const { checked, ...chosen } = readSettings((key) => app.node.tryGetContext(key));
  const { directory } = await bundleFunctions();
  new LearningMateStack(app, `LearningMate-${chosen.stage}`, {
    ...chosen,
    bundleDirectory: directory,
  });
  if (checked) {
    // Loaded only where it is wanted: the rules take about as long as the whole synth.
    const { addChecks } = await import('./checks.ts');
    addChecks(app);
  }
  app.synth();
} catch (error) {
  if (!(error instanceof ContextError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
