import { describe, expect, it } from 'vitest';
import {
  type AssessmentProgress,
  nothingBought,
  progressKeeper,
} from '../../../shared/assessment/assessment-progress.ts';

const covered = { label: 'covered', reason: '' } as const;
const wrong = { label: 'wrong', reason: '' } as const;

/** A keeper, and what it has stored. */
function keeper(isOurs = true) {
  const kept: AssessmentProgress[] = [];
  return {
    kept,
    ...progressKeeper(nothingBought, async (progress) => {
      kept.push(progress);
      return isOurs;
    }),
  };
}

describe('what was bought', () => {
  it('is stored once, however often that is asked', async () => {
    const { kept, add, store, isStored } = keeper();
    store();
    await isStored();
    expect(kept).toEqual([]);
    add({ judgements: { 0: covered } });
    store();
    store();
    expect(await isStored()).toBe(true);
    expect(kept).toEqual([{ judgements: { 0: covered } }]);
  });

  it('while a write is under way is stored together by the next write', async () => {
    const { kept, add, store, isStored } = keeper();
    for (const index of [0, 1, 2]) {
      add({ judgements: { [index]: covered } });
      store();
    }
    await isStored();
    expect(kept.map(({ judgements }) => Object.keys(judgements))).toEqual([['0', '1', '2']]);
  });

  it('is left out while it waits for its turn, once what is made of it all is stored next', async () => {
    const { kept, add, store, close, isStored } = keeper();
    add({ judgements: { 0: covered } });
    store();
    await isStored();
    add({ judgements: { 1: covered } });
    store();
    close();
    expect(await isStored()).toBe(true);
    expect(kept.map(({ judgements }) => Object.keys(judgements))).toEqual([['0']]);
  });

  it('is no longer written once the lecture belongs to somebody else', async () => {
    const { kept, add, store, isStored } = keeper(false);
    for (const index of [0, 1]) {
      add({ judgements: { [index]: covered } });
      store();
      expect(await isStored()).toBe(false);
    }
    expect(kept).toHaveLength(1);
  });

  it('is stored by the next write if one fails', async () => {
    const kept: AssessmentProgress[] = [];
    let isDown = true;
    const { add, store, isStored } = progressKeeper(nothingBought, async (progress) => {
      if (isDown) throw new Error('throttled');
      kept.push(progress);
      return true;
    });
    add({ judgements: { 0: covered } });
    store();
    await expect(isStored()).rejects.toThrow('throttled');
    isDown = false;
    add({ judgements: { 1: covered } });
    store();
    expect(await isStored()).toBe(true);
    expect(kept).toEqual([{ judgements: { 0: covered, 1: covered } }]);
  });

  it('is never replaced, though the texts beside it may be', () => {
    const keeping = progressKeeper(
      { judgements: { 0: covered }, model: 'first' },
      async () => true,
    );
    keeping.add({ judgements: { 0: wrong, 1: wrong }, model: 'second' });
    expect(keeping.progress).toEqual({
      judgements: { 0: covered, 1: wrong },
      model: 'second',
    });
  });
});
