import { expect, it } from 'vitest';
import { run as disputesCommand } from '../../../infra/operate/disputes-command.ts';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { userOf } from '../../support/in-memory-users.ts';
import { hashTablePath, lectureOf, storedFeedbackOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const statement = '조회는 평균 O(1)이다.';

const feedbackOf = (label: KeyPointLabel, quote: string, model: string) =>
  storedFeedbackOf({
    model,
    feedback: {
      keyPoints: [{ number: 3, statement, label, quote, reason: '까닭' }],
      corrections: [],
      delivery: { strengths: [] },
      nextSteps: [],
    },
  });

/** A learner whose third key point was judged wrong, and partial when that was disputed. */
async function dispute(
  { table }: OperatedStack,
  userId: number,
  quote: string,
  parts: Partial<Lecture> = {},
): Promise<void> {
  await dynamoUsers(table).create(userOf({ userId }));
  const lectures = dynamoLectures(table);
  const details = dynamoLectureDetails(table);
  const first = lectureOf({ userId, ...parts });
  const disputed = {
    label: 'wrong',
    lectureId: first.lectureId,
    promptVersion: 'test-prompt',
    model: 'first-model',
  } as const;
  const second = lectureOf({
    userId,
    ...parts,
    lectureId: newId(testStart, 0.7),
    kind: 'text',
    focus: [3],
    later: { by: 'disagreement', lectureId: first.lectureId, disputed, comment: '내 말은요' },
  });
  await details.keepFeedback(first, feedbackOf('wrong', quote, 'first-model'));
  await details.keepFeedback(second, feedbackOf('partial', quote, 'second-model'));
  for (const lecture of [first, second]) {
    await lectures.create(lecture);
    const labels = [{ keyPoint: 3, label: lecture === first ? 'wrong' : 'partial' } as const];
    const ending = { status: 'SUCCESS', score: 50, labels } as const;
    await lectures.finish(lecture, ending, lecture.createdAt + 1);
  }
}

const say = ({ table }: OperatedStack, userId: number, given: boolean, at: number) =>
  dynamoConsents(table).add(userId, {
    purpose: 'DISPUTE_STUDIES',
    version: 1,
    given,
    by: 'LEARNER',
    at,
    recordedAt: at,
  });

it('npm run disputes prints passages of learners who allow studies, and nothing about who they are', async () => {
  const stack = await operatedStack();
  await dispute(stack, 7_001, '조회는 언제나 빨라요');
  await say(stack, 7_001, true, 1);
  await dispute(stack, 7_002, '이 사람은 아무 말이 없었어요');
  await dispute(stack, 7_003, '이 사람은 마음을 바꿨어요');
  await say(stack, 7_003, true, 1);
  await say(stack, 7_003, false, 2);
  await dispute(stack, 7_004, '이 사람의 노트에 있는 말', {
    topic: { ...hashTablePath, majorId: ownTopicsPlace.majorId },
  });
  await say(stack, 7_004, true, 1);
  await dispute(stack, 7_005, '이 사람은 떠났어요');
  await say(stack, 7_005, true, 1);
  await dynamoUsers(stack.table).leaveTombstone(7_005, 1, testStart);

  const surroundings = stack.surroundings([], { startsAt: testStart });
  const { code, printed } = await finish(disputesCommand, surroundings);
  expect(code).toBe(0);
  const lines = printed.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      topicId: 1001,
      keyPoint: 3,
      statement,
      passage: '조회는 언제나 빨라요',
      first: { label: 'wrong', promptVersion: 'test-prompt', model: 'first-model' },
      second: { label: 'partial', promptVersion: 'test-prompt', model: 'second-model' },
    },
  ]);
  expect(printed).not.toContain('7001');
  expect(printed).not.toContain('내 말은요');
});
