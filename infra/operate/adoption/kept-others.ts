import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { parseRing } from '../keyring.ts';
import type { SecretPart } from './kept-parts.ts';

/** A bucket as it was found. */
export interface KeptBucket {
  readonly region: string;
  readonly keepsVersions: boolean;
  readonly hasPolicy: boolean;
}

/** A secret as it was found. */
export interface KeptSecret {
  /** CloudFormation knows a secret by it. */
  readonly arn: string;
  readonly name: string;
  readonly isDeleted: boolean;
  /** It follows another region's, and cannot be written to. */
  readonly isReplica: boolean;
  /** Regions that follow it. */
  readonly replicas: readonly string[];
  /** Undefined where there is none, and where nobody asked for it. */
  readonly value: string | undefined;
}

/** Why it cannot be the stage's bucket. */
export function judgeBucket(
  { region, keepsVersions, hasPolicy }: KeptBucket,
  name: string,
  stageRegion: string,
): readonly string[] {
  return [
    ...(region === stageRegion ? [] : [`is in ${region}, and the stage lives in ${stageRegion}`]),
    ...(keepsVersions ? ['keeps versions, by which an erased recording would not be gone'] : []),
    ...(hasPolicy
      ? [
          `has a policy, over which CloudFormation makes no other; look at it, then: aws s3api delete-bucket-policy --bucket ${name}`,
        ]
      : []),
  ];
}

const pushSchema = z.object({ vapid: z.string().min(1) });

/**
 * What functions expect to find in those that nobody could make again. The others are put by hand, a stage
 * works without them, and no value of theirs is looked at.
 */
const readers: Readonly<Partial<Record<SecretPart, (value: string) => unknown>>> = {
  tokenKeys: parseRing,
  push: (value) => {
    if (pushSchema.safeParse(JSON.parse(value)).success) return;
    throw new CommandTrouble('it has no vapid');
  },
};

/** Whether its value has to be read to judge it. */
export const isGenerated = (part: SecretPart): boolean => Object.hasOwn(readers, part);

/** What an import does not make, and CloudFormation would believe to be there. */
export const missingReplicas = (
  wanted: readonly string[],
  there: readonly string[],
): readonly string[] =>
  wanted
    .filter((region) => !there.includes(region))
    .map((region) => `has no replica in ${region}: adopt it without replicaRegion first`);

/**
 * Why it cannot be that secret of the stage; nothing of its value is told.
 * @param wanted the stage's region, and those that are to follow it
 */
export async function judgeSecret(
  part: SecretPart,
  { arn, isDeleted, isReplica, replicas, value }: KeptSecret,
  wanted: { readonly region: string; readonly replicas: readonly string[] },
): Promise<readonly string[]> {
  if (isDeleted) {
    return [
      `is to be deleted; take that back: aws secretsmanager restore-secret --secret-id ${arn}`,
    ];
  }
  if (isReplica) {
    return [
      `follows a secret of another region; part it: aws secretsmanager stop-replication-to-replica --region ${wanted.region} --secret-id ${arn}`,
    ];
  }
  return [...missingReplicas(wanted.replicas, replicas), ...(await valueTrouble(part, value))];
}

async function valueTrouble(
  part: SecretPart,
  value: string | undefined,
): Promise<readonly string[]> {
  const read = readers[part];
  if (!read) return [];
  if (value === undefined) return ['has no value'];
  try {
    await read(value);
    return [];
  } catch (error) {
    // JSON's own error would show what it read.
    const why =
      error instanceof CommandTrouble ? error.message.split(/[.;] /)[0] : 'it is not JSON';
    return [`does not hold what ${part} is: ${why}`];
  }
}
