import { readApis } from './api.ts';
import type { Deployment } from './attributes.ts';
import {
  type CloudFormationTemplate,
  cloudFormationTemplateSchema,
  TemplateError,
} from './cloudformation.ts';
import {
  readAliases,
  readCustomResources,
  readEventSources,
  readFunctions,
  readSchedules,
} from './compute.ts';
import { readPermissions, readRoles } from './identity.ts';
import type { StackModel } from './model.ts';
import { TemplateReader } from './reader.ts';
import { readBuckets, readQueues, readSecrets, readTables } from './storage.ts';

export interface ReadTemplateOptions extends Deployment {
  /** The folder that `cdk synth` wrote, which holds the functions' code beside the template. */
  readonly assemblyDirectory: string;
  /** Gets a line for whatever in the template has no effect in the local stack. */
  readonly notice?: (line: string) => void;
}

/**
 * Reads a synthesized template into the model that the local engines serve. What cannot be imitated
 * faithfully is refused, so that nothing works here and fails after a deploy.
 * @throws TemplateError naming the resource
 */
export function readTemplate(template: unknown, options: ReadTemplateOptions): StackModel {
  const parsed: CloudFormationTemplate = cloudFormationTemplateSchema.parse(template);
  const notice = options.notice ?? (() => {});
  const reader = new TemplateReader(parsed, options);

  const functions = readFunctions(reader, options.assemblyDirectory);
  const arnByName = new Map(functions.map(({ name, arn }) => [name, arn]));
  const functionArnOf = (nameOrArn: string): string => arnByName.get(nameOrArn) ?? nameOrArn;
  const aliases = readAliases(reader, functions);
  const functionBehind = (nameOrArn: string): string =>
    aliases.get(nameOrArn) ?? functionArnOf(nameOrArn);
  const schedules = readSchedules(reader, functions, notice);
  const { roles, trusts } = readRoles(
    reader,
    new Set([
      ...functions.map(({ roleArn }) => roleArn),
      ...schedules.map(({ principal }) => principal),
    ]),
  );
  for (const { logicalId, roleArn } of functions) {
    if (!trusts(roleArn, 'lambda.amazonaws.com')) {
      throw new TemplateError(`${logicalId}: Lambda may not assume its role ${roleArn}`);
    }
  }

  const stack: StackModel = {
    stackName: options.stackName,
    roles,
    functions,
    schedules,
    tables: readTables(reader),
    buckets: readBuckets(reader),
    queues: readQueues(reader),
    secrets: readSecrets(reader),
    apis: readApis(reader, functionBehind),
    eventSources: readEventSources(reader, functionBehind),
    permissions: readPermissions(reader, functionArnOf),
    customResources: readCustomResources(reader, functions),
    outputs: reader.outputs(),
  };
  for (const line of reader.notices()) notice(line);
  return stack;
}
