import type { TablePartition } from '../../shared/contracts/table.ts';

type TableAction = `dynamodb:${string}`;

/** Actions on the items of these partitions, and on no other item of the table. */
export interface TableGrant {
  readonly partitions: readonly TablePartition[];
  readonly actions: readonly TableAction[];
}

/** What a function may be allowed to act on, with the service whose actions fit. */
export interface Grants {
  readonly table?: readonly TableGrant[];
  /** The index of open lectures: an index is a resource apart from its table. */
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
  /** Of uploads that nobody may have submitted. */
  readonly unclaimedQueue?: readonly `sqs:${string}`[];
  /** Of callbacks of rewarded ads. */
  readonly rewardQueue?: readonly `sqs:${string}`[];
  /** The index of learners who are to be reminded. */
  readonly reminders?: readonly `dynamodb:${string}`[];
  /** Of what is to be sent to devices. */
  readonly reminderQueue?: readonly `sqs:${string}`[];
  readonly openAiSecret?: readonly `secretsmanager:${string}`[];
  readonly pushSecret?: readonly `secretsmanager:${string}`[];
}

export type GrantTarget = keyof Grants;

/** Of these all may be acted on that they are. */
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

/** These actions on the items of that partition. */
export const on = (partition: TablePartition, ...actions: readonly TableAction[]): TableGrant => ({
  partitions: [partition],
  actions,
});
