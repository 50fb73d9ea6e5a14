import { describe, expect, it } from 'vitest';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { saidSentences } from '../../support/lecture-factory.ts';
import { assessing, statements } from './assessing.ts';

describe('passages that nobody said', () => {
  /** Offers these for the key points, one after the other, in its first answer and in later ones. */
  const offering = (...answers: readonly (readonly string[])[]) => {
    const finds: string[] = [];
    const port: ChatModel = {
      ask: async ({ step, system }) => {
        const given = { isWhole: true, model: 'm', provider: 'p' };
        if (step === 'judge') return { ...given, answer: { label: 'covered' } };
        const offered = answers[finds.length] ?? answers.at(-1) ?? [];
        finds.push(system);
        const keyPoints = offered.map((quote, index) => [`k${index + 1}`, quote ? [quote] : []]);
        return { ...given, answer: { keyPoints: Object.fromEntries(keyPoints) } };
      },
    };
    return { port, finds };
  };
  const [first = '', second = '', third = ''] = saidSentences;
  const [copied = ''] = statements;

  it('are told to the model, and what it quotes then counts', async () => {
    const { port, finds } = offering([copied, copied, first], [first, second, third]);

    await expect(assessing({ port }).run()).resolves.toMatchObject({ score: 100 });
    expect(finds).toHaveLength(2);
    expect(finds[1]).toMatch(/of no use\. Most of its passages do not stand in the transcript/);
    expect(finds[1]).not.toContain(`"${copied}" was`);
  });

  it('do not lead to a score of 0 when they come twice', async () => {
    const { port, finds } = offering([copied, copied, first]);

    await expect(assessing({ port }).run()).rejects.toMatchObject({ kind: 'invalid' });
    expect(finds).toHaveLength(2);
  });

  it('have no weight beside as many passages that were said', async () => {
    const { port, finds } = offering([first, copied, '']);

    await expect(assessing({ port }).run()).resolves.toMatchObject({ score: 50 });
    expect(finds).toHaveLength(1);
  });

  it('do not exist if none are offered: then the talk said nothing', async () => {
    const { port, finds } = offering(['', '', '']);

    await expect(assessing({ port }).run()).resolves.toMatchObject({ score: 0 });
    expect(finds).toHaveLength(1);
  });

  it('weigh with the others if they belong to key points that were left out', async () => {
    const { port, finds } = offering([first, second], ['', '', copied]);

    await expect(assessing({ port }).run()).resolves.toMatchObject({ score: 80 });
    expect(finds).toHaveLength(2);
  });
});
