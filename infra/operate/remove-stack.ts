import {
  type CloudFormationClient,
  DeleteStackCommand,
  GetTemplateCommand,
  paginateListStackResources,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteObjectsCommand,
  NoSuchBucket,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CommandTrouble } from '../command-line/command-trouble.ts';

/** What a stack has made, or imported. */
export interface MadeResource {
  readonly logicalId: string;
  readonly type: string;
  /** The resource's name or ARN, as CloudFormation has it. */
  readonly physicalId: string;
}

export interface StackResource extends MadeResource {
  /** Whether the resource outlives its stack. */
  readonly isKept: boolean;
}

/** The part of a template that is read here. */
const templateSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ DeletionPolicy: z.string().optional() })),
});

export async function madeBy(
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<readonly MadeResource[]> {
  const resources: MadeResource[] = [];
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: stackName });
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const {
      LogicalResourceId = '',
      ResourceType,
      PhysicalResourceId,
    } of StackResourceSummaries) {
      resources.push({
        logicalId: LogicalResourceId,
        type: ResourceType ?? '',
        physicalId: PhysicalResourceId ?? '',
      });
    }
  }
  return resources;
}

/**
 * The same, with what of it outlives the stack, as the deployed template says.
 * @throws CommandTrouble where the stack has adopted what it holds and was not deployed since
 */
export async function resourcesOf(
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<readonly StackResource[]> {
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
  );
  // The CDK CLI sends a stage as JSON, and an import as YAML.
  if (!TemplateBody.trimStart().startsWith('{')) {
    throw new CommandTrouble(
      `${stackName} has adopted what an earlier stack left, and nothing else yet; deploy it first.`,
    );
  }
  const { Resources } = templateSchema.parse(JSON.parse(TemplateBody));
  const made = await madeBy(cloudFormation, stackName);
  return made.map((resource) => ({
    ...resource,
    isKept: /^Retain/.test(Resources[resource.logicalId]?.DeletionPolicy ?? ''),
  }));
}

export interface StackRemoval {
  readonly cloudFormation: CloudFormationClient;
  readonly s3: S3Client;
  readonly stackName: string;
  readonly resources: readonly StackResource[];
  /** Called before each try with the number of objects that were deleted. */
  readonly onEmptied?: (objects: number) => void;
}

/** A learner may upload something between the emptying and the deletion. */
const maximumTries = 3;
const longestWaitSeconds = 30 * 60;

/**
 * Empties the buckets that are to be deleted, and has CloudFormation delete the stack. A bucket that is not
 * empty cannot be deleted, so what was uploaded in between is deleted too and the stack is tried again.
 * @throws CommandTrouble where the stack could not be deleted
 */
export async function removeStack(removal: StackRemoval): Promise<void> {
  const { cloudFormation, s3, stackName, resources, onEmptied } = removal;
  const buckets = resources.filter(({ type, isKept }) => type === 'AWS::S3::Bucket' && !isKept);
  let outcome = '';
  for (let tries = 0; tries < maximumTries; tries++) {
    let objects = 0;
    for (const { physicalId } of buckets) objects += await emptyBucket(s3, physicalId);
    onEmptied?.(objects);
    await cloudFormation.send(new DeleteStackCommand({ StackName: stackName }));
    try {
      await waitUntilStackDeleteComplete(
        { client: cloudFormation, maxWaitTime: longestWaitSeconds, minDelay: 2, maxDelay: 10 },
        { StackName: stackName },
      );
      return;
    } catch (error) {
      // The waiter's message is JSON that has the final status.
      outcome = error instanceof Error ? (/[A-Z]+_FAILED/.exec(error.message)?.[0] ?? '') : '';
      if (outcome === '') throw error;
    }
  }
  throw new CommandTrouble(
    `${stackName} is ${outcome} after ${maximumTries} tries; its events in CloudFormation tell what does not go.`,
  );
}

/** @returns how many objects the bucket held; none if it does not exist any more */
async function emptyBucket(s3: S3Client, bucket: string): Promise<number> {
  let objects = 0;
  try {
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket },
    )) {
      if (Contents.length === 0) continue;
      const { Errors = [] } = await s3.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true },
        }),
      );
      const [first] = Errors;
      if (first) throw new CommandTrouble(`An object cannot be deleted: ${first.Code}`);
      objects += Contents.length;
    }
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
  }
  return objects;
}
