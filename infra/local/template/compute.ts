import * as z from 'zod';
import { codeFolder, readAssetFolders } from './assets.ts';
import { TemplateError } from './cloudformation.ts';
import type {
  LocalCustomResource,
  LocalEventSource,
  LocalFunction,
  LocalSchedule,
} from './model.ts';
import { notEmulated, type TemplateReader } from './reader.ts';

const functionSchema = z.object({
  Code: z.object({
    S3Key: z.string({ error: 'only code from an asset folder is emulated' }),
    ZipFile: notEmulated,
    ImageUri: notEmulated,
  }),
  Environment: z
    .object({
      Variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    })
    .default({ Variables: {} }),
  FileSystemConfigs: notEmulated,
  Handler: z.string(),
  Layers: z.array(z.string()).max(0, 'layers are not emulated').optional(),
  MemorySize: z.coerce.number().default(128),
  PackageType: z.literal('Zip').optional(),
  Role: z.string(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions are emulated'),
  Timeout: z.coerce.number().default(3),
});

const functionWithoutEffect = [
  'Architectures',
  'Description',
  'EphemeralStorage',
  'FunctionName',
  'LoggingConfig',
  'RuntimeManagementConfig',
  'Tags',
  'TracingConfig',
];

export function readFunctions(reader: TemplateReader, assemblyDirectory: string): LocalFunction[] {
  const folders = readAssetFolders(assemblyDirectory);
  return reader
    .read('AWS::Lambda::Function', functionSchema, functionWithoutEffect)
    .map(({ logicalId, properties, metadata }) => ({
      logicalId,
      name: reader.reference(logicalId),
      arn: reader.attribute(logicalId, 'Arn'),
      roleArn: properties.Role,
      codeDirectory: codeFolder({
        logicalId,
        assemblyDirectory,
        folders,
        objectKey: properties.Code.S3Key,
        metadata,
      }),
      handler: properties.Handler,
      environment: Object.fromEntries(
        Object.entries(properties.Environment.Variables).map(([name, value]) => [
          name,
          String(value),
        ]),
      ),
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
    }));
}

const aliasSchema = z.object({
  FunctionName: z.string(),
  // A deploy moves an alias; here every function has one version.
  FunctionVersion: z.literal('$LATEST', { error: 'only an alias of the newest is emulated' }),
  Name: z.string(),
  ProvisionedConcurrencyConfig: notEmulated,
  RoutingConfig: notEmulated,
});

/** The functions behind aliases, by the aliases' ARNs and by the names that event source mappings use. */
export function readAliases(
  reader: TemplateReader,
  functions: readonly LocalFunction[],
): ReadonlyMap<string, string> {
  return new Map(
    reader
      .read('AWS::Lambda::Alias', aliasSchema, ['Description'])
      .flatMap(({ logicalId, properties }) => {
        const { FunctionName, Name } = properties;
        const fn = functions.find(({ name }) => name === FunctionName);
        if (fn === undefined) {
          throw new TemplateError(`${logicalId}: no function ${FunctionName} stands behind it`);
        }
        return [reader.reference(logicalId), `${fn.name}:${Name}`].map(
          (key) => [key, fn.arn] as const,
        );
      }),
  );
}

/** AWS sets no limit of its own here; a laptop needs one. */
const UNLIMITED_CONCURRENCY = 10;

const eventSourceSchema = z.object({
  BatchSize: z.coerce.number().int().min(1).max(10, 'batches over 10 are not emulated').default(10),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string().regex(/^arn:aws:sqs:/, 'only SQS event sources are emulated'),
  FilterCriteria: notEmulated,
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.string()).max(0, 'not emulated').optional(),
  MaximumBatchingWindowInSeconds: z.literal(0, { error: 'not emulated' }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2) }).optional(),
});

export function readEventSources(
  reader: TemplateReader,
  functionBehind: (nameOrArn: string) => string,
): LocalEventSource[] {
  return reader
    .read('AWS::Lambda::EventSourceMapping', eventSourceSchema, ['Tags'])
    .filter(({ properties }) => properties.Enabled)
    .map(({ properties }) => ({
      functionArn: functionBehind(properties.FunctionName),
      queueArn: properties.EventSourceArn,
      batchSize: properties.BatchSize,
      maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? UNLIMITED_CONCURRENCY,
    }));
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
};

/** The seconds of `rate(5 minutes)`; undefined for `cron(…)` and `at(…)`, which do not run here. */
function periodOf(expression: string): number | undefined {
  const rate = /^rate\((\d+) (second|minute|hour|day)s?\)$/.exec(expression);
  return rate === null ? undefined : Number(rate[1]) * (UNIT_SECONDS[rate[2] ?? ''] ?? 0);
}

const ruleSchema = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.looseObject({
        Arn: z.string(),
        Input: notEmulated,
        InputPath: notEmulated,
        InputTransformer: notEmulated,
      }),
    )
    .default([]),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Target: z.looseObject({ Arn: z.string(), RoleArn: z.string(), Input: notEmulated }),
});

/** @param notice gets a line for every rule that will not run on this machine, with the reason */
export function readSchedules(
  reader: TemplateReader,
  functions: readonly LocalFunction[],
  notice: (line: string) => void,
): LocalSchedule[] {
  const functionArns = new Set(functions.map(({ arn }) => arn));
  const schedules: LocalSchedule[] = [];

  function add(
    logicalId: string,
    rule: { State: string; ScheduleExpression?: string | undefined },
    targets: readonly { functionArn: string; principal: string }[],
  ): void {
    if (rule.State !== 'ENABLED') return;
    const periodSeconds =
      rule.ScheduleExpression === undefined ? undefined : periodOf(rule.ScheduleExpression);
    if (periodSeconds === undefined) {
      notice(`${logicalId}: ${rule.ScheduleExpression ?? 'an event pattern'} does not run locally`);
      return;
    }
    for (const { functionArn, principal } of targets) {
      if (!functionArns.has(functionArn)) {
        throw new TemplateError(`${logicalId}: only functions of the stack can be its target`);
      }
      const sourceArn = reader.attribute(logicalId, 'Arn');
      schedules.push({ functionArn, sourceArn, periodSeconds, principal });
    }
  }

  for (const { logicalId, properties } of reader.read('AWS::Events::Rule', ruleSchema, [
    'Description',
    'EventPattern',
    'Name',
    'Tags',
  ])) {
    add(
      logicalId,
      properties,
      properties.Targets.map(({ Arn }) => ({
        functionArn: Arn,
        principal: 'events.amazonaws.com',
      })),
    );
  }
  for (const { logicalId, properties } of reader.read('AWS::Scheduler::Schedule', scheduleSchema, [
    'Description',
    'FlexibleTimeWindow',
    'GroupName',
    'Name',
    'ScheduleExpressionTimezone',
  ])) {
    // A schedule invokes by its own role and needs no permission on the function.
    const { Arn, RoleArn } = properties.Target;
    add(logicalId, properties, [{ functionArn: Arn, principal: RoleArn }]);
  }
  return schedules;
}

/** @throws TemplateError if a custom resource is not made by a function of the stack */
export function readCustomResources(
  reader: TemplateReader,
  functions: readonly LocalFunction[],
): LocalCustomResource[] {
  return reader.readCustomResources().map(({ logicalId, type, properties }) => {
    const functionArn = properties['ServiceToken'];
    const fn = functions.find(({ arn }) => arn === functionArn);
    if (fn === undefined) {
      throw new TemplateError(`${logicalId} (${type}): no function of the stack stands behind it`);
    }
    return { logicalId, type, functionArn: fn.arn, properties };
  });
}
