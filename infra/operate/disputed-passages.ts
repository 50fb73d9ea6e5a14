import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { lecturePrefix } from '../../shared/adapters/dynamo-keys.ts';
import { lectureOfRow } from '../../shared/adapters/dynamo-lecture-row.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { type KeyPointLabel, keyPointLabels } from '../../shared/contracts/lecture.ts';
import { isOwnTopic, type Lecture } from '../../shared/lectures/lecture.ts';
import type { LectureDetails, StoredFeedback } from '../../shared/lectures/ports.ts';
import { type ConsentStore, hasAgreed } from '../../shared/users/consents.ts';
import type { UserStore } from '../../shared/users/user.ts';

/** The part of a dispute that is studied. Nothing in it says whose it is or when it was. */
export interface DisputedPassage {
  readonly topicId: number;
  readonly keyPoint: number;
  readonly statement: string;
  /** The passage that both judges saw; empty where neither found one. */
  readonly passage: string;
  readonly first: JudgedAs;
  readonly second: JudgedAs;
}

interface JudgedAs {
  readonly label: KeyPointLabel;
  readonly promptVersion: string;
  readonly model: string;
}

export interface DisputePorts {
  readonly table: Table;
  readonly details: Pick<LectureDetails, 'findFeedback'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'list'>;
}

const pageItems = 1_000;

/**
 * Looks through the whole table for judged disputes of learners who now let them be studied. Own topics are
 * left out, because their statements come from a learner's notes.
 *
 * @returns the passage of each dispute, or why it is left out
 */
export async function* disputedPassages(
  ports: DisputePorts,
): AsyncGenerator<DisputedPassage | 'not agreed to' | 'own topic' | 'unreadable'> {
  for await (const dispute of judgedDisputes(ports.table)) {
    if (isOwnTopic(dispute.topic)) yield 'own topic';
    else if (!(await mayBeStudied(ports, dispute.userId))) yield 'not agreed to';
    else yield (await passageOf(ports, dispute)) ?? 'unreadable';
  }
}

/** This scans the table: no index serves a question that an operator asks rarely. */
async function* judgedDisputes({ client, name }: Table): AsyncGenerator<Lecture> {
  const pages = paginateScan(
    { client, pageSize: pageItems },
    {
      TableName: name,
      FilterExpression: 'begins_with(sk, :lecture) AND #later.#by = :dispute AND #status = :judged',
      ExpressionAttributeNames: { '#later': 'later', '#by': 'by', '#status': 'status' },
      ExpressionAttributeValues: {
        ':lecture': lecturePrefix,
        ':dispute': 'disagreement',
        ':judged': 'SUCCESS',
      },
    },
  );
  for await (const { Items = [] } of pages) yield* Items.map(lectureOfRow);
}

async function mayBeStudied({ users, consents }: DisputePorts, userId: number): Promise<boolean> {
  const user = await users.find(userId);
  if (!user || user.deletedAt !== undefined) return false;
  return hasAgreed(await consents.list(userId), 'DISPUTE_STUDIES');
}

async function passageOf(
  { details }: DisputePorts,
  { userId, lectureId, topic, focus, later, labels }: Lecture,
): Promise<DisputedPassage | undefined> {
  const disputed = later?.disputed;
  const [keyPoint] = focus ?? [];
  const label = keyPointLabels.find((known) => known === labels?.[0]?.label);
  if (!disputed || keyPoint === undefined || !label) return undefined;
  const [first, second] = await Promise.all([
    details.findFeedback({ userId, lectureId: disputed.lectureId }),
    details.findFeedback({ userId, lectureId }),
  ]);
  const before = pointOf(first, keyPoint);
  if (!before || !second) return undefined;
  return {
    topicId: topic.topicId,
    keyPoint,
    statement: before.statement,
    // A point that was labelled `missing` has no quote.
    passage: before.quote || (pointOf(second, keyPoint)?.quote ?? ''),
    first: {
      label: disputed.label,
      promptVersion: disputed.promptVersion,
      model: disputed.model,
    },
    second: { label, promptVersion: second.promptVersion, model: second.model },
  };
}

const pointOf = (stored: StoredFeedback | undefined, keyPoint: number) =>
  stored?.feedback.keyPoints.find(({ number }, index) => (number ?? index + 1) === keyPoint);
