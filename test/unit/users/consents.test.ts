import { describe, expect, it } from 'vitest';
import { consentLimits } from '../../../shared/contracts/consents.ts';
import {
  changeConsents,
  consentsBody,
  hasAgreed,
  hasWithdrawn,
  isUnder14,
  mayShare,
} from '../../../shared/users/consents.ts';
import { inMemoryConsents } from '../../support/in-memory-consents.ts';
import { manualClock } from '../../support/manual-clock.ts';

type Wanted = Parameters<typeof changeConsents>[2][number];

const userId = 7_001;

function learner() {
  const clock = manualClock();
  const consents = inMemoryConsents();
  const left: number[] = [];
  const leaveLeague = async (id: number) => void left.push(id);
  const tell = (...wanted: readonly Partial<Wanted>[]) =>
    changeConsents(
      { consents, leaveLeague, clock: clock.now },
      userId,
      wanted.map((each) => ({
        ...{ purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'LEARNER' },
        ...{ secondsAgo: 0, ...each },
      })) as Wanted[],
    );
  return { clock, consents, tell, left };
}

const held = (history: Awaited<ReturnType<typeof changeConsents>>) =>
  consentsBody(history).consents.map(({ purpose, version, given }) => [purpose, version, given]);

describe('consents', () => {
  it('are kept with every change, newest first', async () => {
    const { clock, tell } = learner();
    await tell({});
    clock.advanceSeconds(60);
    await tell({ version: 2 });
    clock.advanceSeconds(60);
    const { history } = consentsBody(await tell({ version: 2, given: false }));

    expect(history.map(({ version, given }) => [version, given])).toEqual([
      [2, false],
      [2, true],
      [1, true],
    ]);
    expect(Date.parse(history[0]?.at ?? '') - Date.parse(history[2]?.at ?? '')).toBe(120_000);
  });

  it('that already hold change nothing, however often they are sent', async () => {
    const { tell } = learner();
    await tell({ secondsAgo: 90 });
    expect(await tell({ secondsAgo: 95 }, {})).toHaveLength(1);
    expect(await tell({ purpose: 'DISPUTE_STUDIES', given: false })).toHaveLength(1);
  });

  it('are separate for each purpose', async () => {
    const { tell } = learner();
    const history = await tell({}, { purpose: 'DISPUTE_STUDIES' }, { given: false });
    expect(held(history)).toEqual([
      ['PROCESSING_ABROAD', 1, false],
      ['DISPUTE_STUDIES', 1, true],
    ]);
  });

  it('given and withdrawn at the same time end as the last of them', async () => {
    const { tell } = learner();
    expect(held(await tell({}, { given: false }))).toEqual([['PROCESSING_ABROAD', 1, false]]);
    expect(held(await tell({}))).toEqual([['PROCESSING_ABROAD', 1, true]]);
    const twice = await tell({ given: false }, {}, { given: false }, {});
    expect(held(twice)).toEqual([['PROCESSING_ABROAD', 1, true]]);
    expect(twice).toHaveLength(7);
  });

  it('stay withdrawn if another device reports late that it had given them before', async () => {
    const { clock, tell } = learner();
    await tell({});
    clock.advanceSeconds(3_600);
    await tell({ given: false });
    clock.advanceSeconds(60);
    const late = await tell({ version: 2, secondsAgo: 1_800 });
    expect(late.map(({ at }) => at)).toContain(clock.now() - 1_800_000);
    expect(held(late)).toEqual([['PROCESSING_ABROAD', 1, false]]);
    expect(late).toHaveLength(3);
  });

  it('are withdrawn from the moment at which that is reported, even if they were given again meanwhile', async () => {
    const { clock, tell } = learner();
    await tell({});
    clock.advanceSeconds(600);
    await tell({ version: 2 });
    clock.advanceSeconds(60);
    expect(held(await tell({ given: false, secondsAgo: 300 }))).toEqual([
      ['PROCESSING_ABROAD', 1, false],
    ]);
  });

  it('told by two devices in the same millisecond are both kept', async () => {
    const { consents, tell } = learner();
    await Promise.all([tell({ version: 1 }), tell({ version: 2 }), tell({ version: 3 })]);
    const [first = 0, ...others] = (await consents.list(userId)).map(({ at }) => at);
    expect(others).toEqual([first + 1, first + 2]);
  });

  it('may be given a limited number of times a day, and always be withdrawn', async () => {
    const { clock, tell } = learner();
    for (let version = 1; version <= consentLimits.givenPerDay; version += 1) {
      await tell({ version });
    }
    await expect(tell({ version: 99 })).rejects.toMatchObject({ code: 'TOO_MANY_CONSENTS' });
    expect(held(await tell({ version: 99, given: false }))).toEqual([
      ['PROCESSING_ABROAD', 99, false],
    ]);
    clock.advanceSeconds(86_400);
    expect(held(await tell({ version: 99 }))).toEqual([['PROCESSING_ABROAD', 99, true]]);
  });
});

describe('a consent', () => {
  it('is withdrawn only if it was given before and not again since', async () => {
    const { clock, tell } = learner();
    expect(hasWithdrawn([], 'PROCESSING_ABROAD')).toBe(false);
    const withdrawn: boolean[] = [];
    for (const given of [true, false, true]) {
      clock.advanceSeconds(1);
      withdrawn.push(hasWithdrawn(await tell({ given }), 'PROCESSING_ABROAD'));
    }
    expect(withdrawn).toEqual([false, true, false]);
    expect(hasWithdrawn(await tell({ given: false }), 'DISPUTE_STUDIES')).toBe(false);
  });

  it('is valid only while the last word on that very purpose agrees', async () => {
    const { clock, tell } = learner();
    expect(hasAgreed([], 'DISPUTE_STUDIES')).toBe(false);
    const agreed: boolean[] = [];
    for (const given of [true, false, true]) {
      clock.advanceSeconds(60);
      agreed.push(hasAgreed(await tell({ purpose: 'DISPUTE_STUDIES', given }), 'DISPUTE_STUDIES'));
    }
    expect(agreed).toEqual([true, false, true]);
    expect(hasAgreed(await tell({ given: false }), 'PROCESSING_ABROAD')).toBe(false);
  });
});

describe('a learner', () => {
  it('who never said anything may share, as those of the published app never do', () => {
    expect(mayShare([])).toBe(true);
  });

  it('of 14 or older may share', async () => {
    const { tell } = learner();
    expect(mayShare(await tell({}))).toBe(true);
  });

  it('under 14 may not, neither by a guardian’s consent nor once that is withdrawn', async () => {
    const { clock, tell } = learner();
    expect(mayShare(await tell({ by: 'GUARDIAN' }))).toBe(false);
    clock.advanceSeconds(1);
    expect(mayShare(await tell({ given: false, by: 'GUARDIAN' }))).toBe(false);
    expect(mayShare(await tell({ given: false }))).toBe(false);
  });

  it('under 14 stays so until the learner agrees again to each purpose that a guardian agreed to', async () => {
    const { clock, tell } = learner();
    await tell({ by: 'GUARDIAN' }, { by: 'GUARDIAN', purpose: 'DISPUTE_STUDIES' });
    clock.advanceSeconds(1);
    expect(isUnder14(await tell({}))).toBe(true);
    expect(isUnder14(await tell({ purpose: 'DISPUTE_STUDIES' }))).toBe(false);
  });
});

describe('a learner under 14', () => {
  it('is in no league from the moment that a guardian answers for them', async () => {
    const { tell, left } = learner();
    await tell({});
    expect(left).toEqual([]);
    await tell({ purpose: 'DISPUTE_STUDIES', by: 'GUARDIAN' });
    // A device that is not sure sends it again, and what broke off then is completed.
    await tell({ purpose: 'DISPUTE_STUDIES', by: 'GUARDIAN' });
    expect(left).toEqual([userId, userId]);
  });
});
