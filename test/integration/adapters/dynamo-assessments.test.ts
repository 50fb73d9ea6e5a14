import { expect, it } from 'vitest';
import { dynamoAssessments } from '../../../shared/adapters/dynamo-assessments.ts';
import type { AssessmentProgress } from '../../../shared/assessment/assessment-progress.ts';
import { describeOnEachEngine } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const found: AssessmentProgress = {
  found: {
    passages: [[{ start: 0, end: 21 }], []],
    misconceptions: [{ start: 30, end: 37, correction: '충돌은 피할 수 없어요.' }],
    strengths: ['또박또박 말했어요.'],
    nextSteps: [],
  },
  judgements: {},
  model: 'test-chat',
  provider: 'chat.test',
};
const judged: AssessmentProgress = {
  ...found,
  judgements: { 0: { label: 'covered', reason: '까닭' } },
};

describeOnEachEngine('the paid parts of an assessment', (engine) => {
  const store = async () => dynamoAssessments(await engine.freshTable(), () => testStart);
  const attempt = (number: number) => lectureOf({ attempt: number });

  it('are there for the next attempt, each state in place of the one before', async () => {
    const assessments = await store();
    await expect(assessments.keep(attempt(1), found)).resolves.toBe(true);
    await expect(assessments.keep(attempt(1), judged)).resolves.toBe(true);

    await expect(assessments.find(attempt(1))).resolves.toEqual(judged);
    await expect(assessments.takeOver(attempt(2))).resolves.toEqual(judged);
    await expect(assessments.find(attempt(1))).resolves.toEqual(judged);
  });

  it('do not exist before the first one has been bought', async () => {
    const assessments = await store();
    await expect(assessments.takeOver(attempt(2))).resolves.toBeUndefined();
    await expect(assessments.find(attempt(2))).resolves.toBeUndefined();
  });

  it('are no longer changed by an attempt that was overtaken', async () => {
    const assessments = await store();
    await assessments.keep(attempt(1), judged);
    await assessments.takeOver(attempt(2));

    await expect(assessments.keep(attempt(1), found)).resolves.toBe(false);
    await expect(assessments.takeOver(attempt(1))).resolves.toBeUndefined();
    await expect(assessments.takeOver(attempt(3))).resolves.toEqual(judged);
  });

  it('belong to one lecture', async () => {
    const assessments = await store();
    await assessments.keep(attempt(1), judged);

    const other = { ...attempt(2), lectureId: attempt(2).lectureId + 1 };
    await expect(assessments.takeOver(other)).resolves.toBeUndefined();
  });
});
