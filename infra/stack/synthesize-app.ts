import { App } from 'aws-cdk-lib';
import { keptBundles } from '../bundle/kept-bundles.ts';
import { LearningMateStack } from './learning-mate-stack.ts';
import { ContextError, contextKeys, readSettings, refuseUnknownKeys } from './read-settings.ts';

/**
 * Runs a CDK app until its assembly is written. A context that cannot be used gives one line on stderr and
 * exit code 1.
 * @param knownKeys the keys that its context may have @default those of a stage
 */
export async function synthesizeApp(
  fill: (app: App) => Promise<void> | void,
  knownKeys: readonly string[] = contextKeys,
): Promise<void> {
  // CDK's built-in validation takes four of a synth's five seconds; apps that are checked get it from
  // `addChecks`.
  const app = new App({ builtinCloudFormationValidation: false });
  try {
    refuseUnknownKeys(Object.keys(app.node.getAllContext()), knownKeys);
    await fill(app);
    app.synth();
  } catch (error) {
    if (!(error instanceof ContextError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Adds the stage that the context names, and bundles its functions where the context names no bundles.
 * @returns whether the context wants it checked
 * @throws ContextError
 */
export async function addStage(
  app: App,
): Promise<{ readonly stack: LearningMateStack; readonly checked: boolean }> {
  const { checked, bundles, ...chosen } = readSettings((key) => app.node.tryGetContext(key));
  if (app.node.tryGetContext('stage') === undefined) {
    console.error(`No stage is named, so this is ${chosen.stage}; name one by -c stage=dev|prod`);
  }
  const stack = new LearningMateStack(app, `LearningMate-${chosen.stage}`, {
    ...chosen,
    bundleDirectory: bundles ?? (await keptBundles()),
  });
  return { stack, checked };
}
