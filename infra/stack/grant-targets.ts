import type { TablePartition } from '../../shared/contracts/table.ts';

type TableAction = `dynamodb:${string}`;

/** Actions on the items of these partitions, and on no other item of the table. */
export interface TableGrant {
  readonly partitions: readonly TablePartition[];
  readonly actions: readonly TableAction[];
}

/** What a function may be allowed to act on. The types accept only actions of the fitting service. */
export interface Grants {
  readonly table?: readonly TableGrant[];
  /** The index of open lectures; IAM knows an index as a resource apart from its table. */
  readonly openLectures?: readonly `dynamodb:${string}`[];
  /** The index of the ranking's standings and of the learners' presence. */
  readonly standings?: readonly `dynamodb:${string}`[];
  /** The objects under the recordings' prefix. */
  readonly recordings?: readonly `s3:${string}`[];
  /** The notes of who was deleted. */
  readonly deletions?: readonly `s3:${string}`[];
  /** The bucket itself. Without s3:ListBucket S3 answers 403, not 404, for a missing key. */
  readonly bucket?: readonly `s3:${string}`[];
  readonly queue?: readonly `sqs:${string}`[];
  /** The queue of uploads that may never be submitted. */
  readonly unclaimedQueue?: readonly `sqs:${string}`[];
  /** The queue of callbacks of rewarded ads. */
  readonly rewardQueue?: readonly `sqs:${string}`[];
  /** The index of learners who are to be reminded. */
  readonly reminders?: readonly `dynamodb:${string}`[];
  /** The queue of what is to be sent to devices. */
  readonly reminderQueue?: readonly `sqs:${string}`[];
  readonly openAiSecret?: readonly `secretsmanager:${string}`[];
  readonly pushSecret?: readonly `secretsmanager:${string}`[];
}

export type GrantTarget = keyof Grants;

/** A grant on one of these covers all of it; a grant on the table covers partitions. */
export const wholeTargets = [
  'openLectures',
  'standings',
  'recordings',
  'deletions',
  'bucket',
  'queue',
  'unclaimedQueue',
  'rewardQueue',
  'reminders',
  'reminderQueue',
  'openAiSecret',
  'pushSecret',
] as const satisfies readonly Exclude<GrantTarget, 'table'>[];

/** Grants these actions on the items of one partition. */
export const on = (partition: TablePartition, ...actions: readonly TableAction[]): TableGrant => ({
  partitions: [partition],
  actions,
});
