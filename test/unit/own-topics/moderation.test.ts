import { describe, expect, it } from 'vitest';
import { sharedTopicBody } from '../../../shared/own-topics/find-shared-topic.ts';
import {
  type Moderator,
  moderationInTurn,
  shownTexts,
} from '../../../shared/own-topics/moderation.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';

const { keyPoints, misconceptions, openingQuestion, words, thinkFirst } = preparedAnswer;
const title = '확산과 삼투';
const content = {
  ...{ keyPoints, misconceptions },
  card: { openingQuestion, words, thinkFirst },
};

/** What an answer has under a name such as `card.words.0`. */
const at = (body: unknown, field: string) =>
  field
    .split('.')
    .reduce<unknown>(
      (value, name) => Object.entries(value ?? {}).find(([key]) => key === name)?.[1],
      body,
    );

/** Every text in an answer. */
const textsIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [value];

describe('what a moderator looks at', () => {
  const {
    code: _,
    expiresAt: __,
    ...body
  } = sharedTopicBody({
    ...{ code: '7QF39M0KV2TAXE5D', owner: { userId: 7_001, lectureId: 1 } },
    ...{ title, content, sharedAt: 0, validUntil: 1 },
  });

  it('includes every text that others see', () => {
    const shown = textsIn(body).filter((value) => typeof value === 'string');
    expect(shownTexts(title, content).map(({ text }) => text)).toEqual(
      expect.arrayContaining(shown),
    );
  });

  it('is named as the answer names it', () => {
    for (const { field, text } of shownTexts(title, content)) expect(at(body, field)).toBe(text);
  });
});

describe('several moderators', () => {
  const away: Moderator = {
    firstFlagged: async () => {
      throw new ProviderError('moderation', 'unavailable', '503');
    },
  };
  const lookedAt = async (budgetMilliseconds: number) => {
    const budgets: number[] = [];
    const there: Moderator = {
      firstFlagged: async (_texts, limits) => {
        budgets.push(limits.budgetMilliseconds);
        return undefined;
      },
    };
    await moderationInTurn([away, there], { clock: () => 0 }).firstFlagged([title], {
      budgetMilliseconds,
    });
    return budgets;
  };

  it('have three seconds each, so that the second has time within one request', async () => {
    expect(await lookedAt(6_000)).toEqual([3_000]);
  });

  it('are asked with the time that is left, since there is no later try', async () => {
    expect(await lookedAt(1_000)).toEqual([1_000]);
  });
});
