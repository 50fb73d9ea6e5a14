import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { stateFile } from './aws/state-file.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type LocalRole, type StackModel } from './template/model.ts';

const FILE = 'operator.json';

const accessSchema = z.object({
  processId: z.int().positive(),
  region: z.string(),
  endpoint: z.url(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  /** CloudFormation outputs by key. */
  outputs: z.record(z.string(), z.string()),
});

/** How an operator's command, in a process of its own, reaches a running local stack. */
export type OperatorAccess = z.infer<typeof accessSchema>;

/** Everything on what an operator's commands touch, as an administrator has it on AWS. */
function operatorRole(stack: StackModel): LocalRole {
  const all = (resources: readonly { readonly arn: string }[], service: string) => ({
    effect: 'Allow' as const,
    actions: [`${service}:*`],
    // An index is a resource apart from its table, and an object from its bucket.
    resources: resources.flatMap(({ arn }) => [arn, `${arn}/*`]),
  });
  return {
    logicalId: 'LocalOperator',
    arn: `arn:aws:iam::${LOCAL_ACCOUNT}:role/LocalOperator`,
    statements: [
      all(stack.tables, 'dynamodb'),
      all(stack.queues, 'sqs'),
      all(stack.secrets, 'secretsmanager'),
      all(stack.buckets, 's3'),
    ],
  };
}

/** A key for this run of the stack, and the role it stands for. */
export function issueOperatorAccess(
  stack: StackModel,
  endpoint: string,
): { readonly role: LocalRole; readonly access: OperatorAccess } {
  return {
    role: operatorRole(stack),
    access: {
      processId: process.pid,
      region: LOCAL_REGION,
      endpoint,
      accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64url'),
      outputs: { ...stack.outputs },
    },
  };
}

/**
 * Lays the access down where a command finds it, for this user's eyes only.
 * @returns takes it away again
 */
export async function keepOperatorAccess(
  stateDirectory: string,
  access: OperatorAccess,
): Promise<() => Promise<void>> {
  const path = join(stateDirectory, FILE);
  await stateFile(path, accessSchema, 0o600).save(access);
  return () => rm(path, { force: true });
}

/** The access of the stack that runs on this folder; undefined where none does. */
export async function readOperatorAccess(
  stateDirectory: string,
): Promise<OperatorAccess | undefined> {
  try {
    const access = accessSchema.parse(
      JSON.parse(await readFile(join(stateDirectory, FILE), 'utf8')),
    );
    // A killed stack leaves its file behind.
    process.kill(access.processId, 0);
    return access;
  } catch {
    return undefined;
  }
}
