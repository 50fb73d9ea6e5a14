import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnElement } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import * as z from 'zod';
import { LambdaFunction } from '../../infra/stack/constructs/lambda-function.ts';
import { LearningMateStack } from '../../infra/stack/learning-mate-stack.ts';
import { readSettings } from '../../infra/stack/read-settings.ts';
import type { Settings } from '../../infra/stack/settings.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { functionNames } from '../../shared/contracts/functions.ts';
import { testAdUnit } from './rewarded-ads.ts';
import { temporaryFolder } from './temporary-folder.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});

export type Resource = z.infer<typeof resourceSchema>;

const oneOrMore = z
  .union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())])
  .transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value]));

/** A policy's statement, with single values made lists. */
export const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.pipe(z.array(z.string())),
  Resource: oneOrMore,
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

export type Statement = z.infer<typeof statementSchema>;

export const policyDocumentSchema = z.object({ Statement: z.array(statementSchema) }).loose();

const roleSchema = z.looseObject({
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: policyDocumentSchema })),
});

export interface SynthesizedStack {
  readonly template: Template;
  /** By logical id. */
  readonly resources: Readonly<Record<string, Resource>>;
  readonly functions: ReadonlyMap<FunctionName, FunctionResources>;
  /** The resources of one CloudFormation type, by logical id. */
  ofType(type: string): Readonly<Record<string, Resource>>;
  /** The only resource of that type; throws if there is not exactly one. */
  only(type: string): Resource;
}

export interface FunctionResources {
  readonly logicalId: string;
  readonly roleLogicalId: string;
  readonly resource: Resource;
  readonly statements: readonly Statement[];
}

/** The tags of everything in a dev stage, in the form of resources whose tags are a list. */
export const stackTags = [
  { Key: 'owner', Value: 'learning-mate' },
  { Key: 'service', Value: 'learning-mate' },
  { Key: 'stage', Value: 'dev' },
];

/** An empty app, unchecked, that writes to a folder of its own, removed after the file's tests. */
export function temporaryApp(context: Readonly<Record<string, string>> = {}): App {
  const outdir = temporaryFolder('assembly');
  return new App({ outdir, context, builtinCloudFormationValidation: false });
}

/** What settings may switch on, so that every function is there. */
const everythingOn: Partial<Settings> = { rewards: { adUnits: [testAdUnit] } };

/**
 * The product's stack with stand-in bundles: what is in a bundle changes nothing else. It has all that
 * settings may switch on, unless `changes` switch it off.
 */
export function addStack(app: App, changes: Partial<Settings> = {}): LearningMateStack {
  const { settings, ...chosen } = readSettings((key) => app.node.tryGetContext(key));
  return new LearningMateStack(app, 'LearningMate', {
    ...chosen,
    settings: { ...settings, ...everythingOn, ...changes },
    bundleDirectory: placeholderBundles(),
  });
}

/**
 * Synthesizes the stack of a stage (`dev` if not told) once and reads its template.
 * @param changes to the stage's own settings
 */
export function synthesizeStack(
  context: Readonly<Record<string, string>> = {},
  changes: Partial<Settings> = {},
): SynthesizedStack {
  const stack = addStack(temporaryApp(context), changes);
  const template = Template.fromStack(stack);
  const { Resources: resources } = z
    .looseObject({ Resources: z.record(z.string(), resourceSchema) })
    .parse(template.toJSON());

  const ofType = (type: string) =>
    Object.fromEntries(Object.entries(resources).filter(([, { Type }]) => Type === type));
  const only = (type: string) => {
    const [found, ...others] = Object.values(ofType(type));
    if (!found || others.length > 0) throw new Error(`expected exactly one ${type}`);
    return found;
  };
  const describeFunction = ({ lambda, role }: LambdaFunction): FunctionResources => {
    const logicalId = logicalIdOf(stack, lambda);
    const roleLogicalId = logicalIdOf(stack, role);
    const resource = resources[logicalId];
    if (!resource) throw new Error(`no resource ${logicalId}`);
    const { Policies } = roleSchema.parse(resources[roleLogicalId]?.Properties);
    const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    return { logicalId, roleLogicalId, resource, statements };
  };
  const functions = new Map(
    stack.node
      .findAll()
      .filter((construct) => construct instanceof LambdaFunction)
      .map((made) => [made.functionName, describeFunction(made)]),
  );
  return { template, resources, functions, ofType, only };
}

function logicalIdOf(stack: LearningMateStack, construct: Construct): string {
  const element = construct.node.defaultChild;
  if (!(element instanceof CfnElement)) throw new Error(`${construct.node.path} is no resource`);
  return stack.getLogicalId(element);
}

function placeholderBundles(): string {
  const folder = temporaryFolder('bundles');
  for (const name of functionNames) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = () => '${name}';`);
  }
  return folder;
}
