import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { LambdaFunction } from '../../../infra/stack/constructs/lambda-function.ts';
import { LearningMateStack } from '../../../infra/stack/learning-mate-stack.ts';
import { readSettings } from '../../../infra/stack/read-settings.ts';
import type { Settings, Stage } from '../../../infra/stack/settings.ts';
import { functionNames } from '../../../shared/contracts/functions.ts';
import type { StageInventory } from './fixed-usage.ts';

const alarm = z.object({
  Metrics: z.array(z.looseObject({ MetricStat: z.unknown().optional() })).optional(),
});

const apiStage = z.object({ AccessLogSettings: z.object({ Format: z.string() }) });

export interface CountedStage {
  readonly settings: Settings;
  readonly inventory: StageInventory;
  /** In the form of API Gateway, with `$context.…` instead of values. */
  readonly accessLogFormat: string;
  /** After which a fold of the ranking is cut off. */
  readonly foldTimeoutSeconds: number;
}

/** Synthesizes a stage with stand-in bundles, and counts what it would pay for by the month. */
export function countStage(stage: Stage): CountedStage {
  const folder = mkdtempSync(join(tmpdir(), 'learning-mate-costs-'));
  try {
    const { settings } = readSettings((key) => (key === 'stage' ? stage : undefined));
    const outdir = join(folder, 'out');
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    const stack = new LearningMateStack(app, 'Costs', {
      stage,
      settings,
      bundleDirectory: standInBundles(folder),
    });
    const fold = stack.node
      .findAll()
      .find((made) => made instanceof LambdaFunction && made.functionName === 'fold-standings');
    if (!(fold instanceof LambdaFunction)) throw new TypeError('no function folds standings');
    const foldTimeoutSeconds = fold.lambda.timeout?.toSeconds() ?? 0;
    return { settings, foldTimeoutSeconds, ...countTemplate(Template.fromStack(stack)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countTemplate(template: Template): Pick<CountedStage, 'inventory' | 'accessLogFormat'> {
  const propertiesOf = (type: string) =>
    Object.values(template.findResources(type)).map((resource) => resource['Properties']);
  const alarms = z.array(alarm).parse(propertiesOf('AWS::CloudWatch::Alarm'));
  const [api] = z.array(apiStage).length(1).parse(propertiesOf('AWS::ApiGatewayV2::Stage'));
  return {
    inventory: {
      secrets: propertiesOf('AWS::SecretsManager::Secret').length,
      alarmMetrics: alarms.reduce((sum, { Metrics }) => sum + watched(Metrics), 0),
      compositeAlarms: propertiesOf('AWS::CloudWatch::CompositeAlarm').length,
      dashboards: propertiesOf('AWS::CloudWatch::Dashboard').length,
    },
    accessLogFormat: api?.AccessLogSettings.Format ?? '',
  };
}

/** An alarm on one metric names it outside the list. */
function watched(queries: z.infer<typeof alarm>['Metrics']): number {
  return queries?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
}

function standInBundles(folder: string): string {
  const bundles = join(folder, 'bundles');
  for (const name of functionNames) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), 'export const handler = () => {};');
  }
  return bundles;
}
