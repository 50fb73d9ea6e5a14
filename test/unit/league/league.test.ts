import { beforeEach, describe, expect, it } from 'vitest';
import { leagueLimits } from '../../../shared/contracts/league.ts';
import { leaguePoints } from '../../../shared/contracts/limits.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { consentOf } from '../../support/in-memory-consents.ts';
import { leagueJourney } from '../../support/league-journey.ts';

const me = 7_001;
const friend = 7_002;
const hour = 3_600;
const day = 24 * hour;

const rejectedBy = (code: string, field?: string) =>
  expect.objectContaining({ code, ...(field && { field }) });

let world: ReturnType<typeof leagueJourney>;

beforeEach(() => {
  world = leagueJourney();
});

/** Monday, half past midnight: what was submitted on Sunday has its result. */
const toNextWeek = () => world.clock.advanceSeconds(6 * day + 12.5 * hour);

describe('a learner who takes no part', () => {
  it('is in no group, and is told whether they may join', async () => {
    expect(await world.read(me)).toMatchObject({
      ...{ isIn: false, mayJoin: true, shownName: null, members: [], last: null },
      ...{ week: '2026-11-23', endsAt: '2026-11-29T15:00:00.000Z' },
    });
    await world.teach(me);
    expect(world.league.rows.size).toBe(0);
  });

  it('may not join before 14, and leaves when a guardian begins to answer for them', async () => {
    await world.change(me, true);
    await world.ports.consents.add(me, consentOf({ by: 'GUARDIAN' }));
    toNextWeek();
    await expect(world.change(me, true)).rejects.toEqual(rejectedBy('NOT_BEFORE_14'));
    await world.change(me, false);
    expect(await world.read(me)).toMatchObject({ isIn: false, mayJoin: false, members: [] });
  });

  it('gets no seat from the schedule once a guardian answers for them', async () => {
    await world.change(me, true);
    await world.teach(me);
    await world.ports.consents.add(me, consentOf({ by: 'GUARDIAN' }));
    toNextWeek();
    await world.close();
    expect(await world.read(me)).toMatchObject({ isIn: false, members: [] });
    expect(world.league.rows.size).toBe(0);
  });
});

describe('a learner who joins', () => {
  it('has a seat at once, with what they did earlier in the week', async () => {
    await world.teach(me);
    await world.change(me, true);
    const { members } = await world.read(me);
    expect(members).toEqual([
      { place: 1, name: expect.stringMatching(/^[가-힣 ]+$/), points: 10, isMe: true, code: null },
    ]);
    expect((await world.read(me, 'en')).members[0]?.name).toMatch(/^[A-Z][a-z]+ [A-Z]/);
  });

  it('sits beside others before a group is opened for them alone', async () => {
    for (let learner = 1; learner <= leagueLimits.seats + 1; learner++) {
      await world.change(learner, true);
    }
    expect((await world.read(1)).members).toHaveLength(leagueLimits.seats);
    expect((await world.read(leagueLimits.seats + 1)).members).toHaveLength(1);
    await world.change(99, true);
    expect((await world.read(99)).members).toHaveLength(2);
  });

  it('gains points with what they do, however often it is counted', async () => {
    await world.change(me, true);
    const lecture = world.lectureAt(me);
    await world.count(lecture);
    await world.count(lecture);
    await world.change(me, true);
    expect((await world.read(me)).members[0]?.points).toBe(leaguePoints.lecture);
  });

  it('sees their own points at once, while the others see the rest of a day with the next one', async () => {
    await world.change(friend, true);
    await world.change(me, true);
    const seenBy = async (reader: number) =>
      (await world.read(reader)).members.find(({ isMe }) => isMe === (reader === me))?.points;
    for (const topic of [1001, 1002, 1003]) await world.teach(me, topic);
    expect([await seenBy(me), await seenBy(friend)]).toEqual([30, 10]);
    world.clock.advanceSeconds(day);
    await world.teach(me, 1004);
    expect([await seenBy(me), await seenBy(friend)]).toEqual([40, 40]);
  });

  it('is gone from the group when they leave, and has the same seat when they come back', async () => {
    await world.change(friend, true);
    await world.change(me, true);
    const before = await world.read(me);
    await world.change(me, false);
    expect((await world.read(friend)).members).toHaveLength(1);
    await world.teach(me);
    await world.change(me, true);
    const again = await world.read(me);
    expect(again.members.find(({ isMe }) => isMe)).toMatchObject({
      name: before.members.find(({ isMe }) => isMe)?.name,
      points: leaguePoints.lecture,
    });
  });

  it('has the day reported when two lectures of it were judged before either was counted', async () => {
    await world.change(friend, true);
    await world.change(me, true);
    const [first, second] = [world.ports.clock(), world.ports.clock() + hour].map((at, index) =>
      world.lectureAt(me, at, 1001 + index),
    );
    if (first) await world.count(first);
    if (second) await world.count(second);
    const { members } = await world.read(friend);
    expect(members.find(({ isMe }) => !isMe)).toMatchObject({ points: 2 * leaguePoints.lecture });
  });

  it('sits beside learners of like activity in the weeks after', async () => {
    const [busy, quiet] = [
      [1, 2],
      [3, 4],
    ];
    for (const learner of [1, 2, 3, 4]) await world.change(learner, true);
    for (let at = 0; at < 5; at++) {
      for (const learner of busy) {
        for (let topic = 0; topic < 5; topic++) await world.teach(learner, 1001 + topic);
      }
      world.clock.advanceSeconds(day);
    }
    for (const learner of quiet) await world.teach(learner);
    world.clock.advanceSeconds(day + 12.5 * hour);
    await world.close();
    const groupOf = async (learner: number) =>
      (await world.ports.participations.find(learner, 'consistent'))?.seats?.at(-1)?.group;
    expect(await groupOf(1)).toBe(await groupOf(2));
    expect(await groupOf(3)).toBe(await groupOf(4));
    expect(await groupOf(1)).not.toBe(await groupOf(3));
  });
});

describe('a name', () => {
  it('of one’s own is shown once a moderator has seen it, with a code to report it by', async () => {
    await world.change(me, true, true, '가르치는 라면');
    const { members, shownName } = await world.read(me);
    expect(world.looked).toEqual([['가르치는 라면']]);
    expect(shownName).toBe('가르치는 라면');
    expect(members[0]).toMatchObject({ name: '가르치는 라면', code: expect.any(String) });
    // If it is asked for again, no moderator looks again.
    await world.change(me, true, true, '가르치는 라면');
    expect(world.looked).toHaveLength(1);
    // It is shown as it was moderated, whatever the profile says since.
    await world.change(me, true, undefined, '다른 이름');
    expect((await world.read(me)).shownName).toBe('가르치는 라면');
  });

  it('disappears at once when it is hidden, and with its learner', async () => {
    await world.change(me, true, true);
    await world.change(me, true, false);
    expect((await world.read(me)).members[0]).toMatchObject({ code: null });
    await world.change(me, true, true);
    await world.change(me, false);
    await world.change(me, true);
    expect((await world.read(me)).members[0]).toMatchObject({ code: null });
  });

  it('that is not fit for learners is shown to nobody, and its field is named', async () => {
    world.moderationSays(0);
    await expect(world.change(me, true, true)).rejects.toEqual(
      rejectedBy('TEXT_NOT_FOR_SHARING', 'showsName'),
    );
    expect(await world.read(me)).toMatchObject({ isIn: false });
  });

  it('that nobody can moderate waits, and is not counted', async () => {
    world.moderationSays(new ProviderError('moderation', 'unavailable', 'nobody answers'));
    for (let at = 0; at <= leagueLimits.names; at++) {
      await expect(world.change(me, true, true)).rejects.toEqual(
        rejectedBy('MODERATION_UNAVAILABLE'),
      );
    }
    world.moderationSays(undefined);
    await world.change(me, true, true);
  });

  it('is moderated ten times a day', async () => {
    for (let at = 0; at < leagueLimits.names; at++)
      await world.change(me, true, true, `이름 ${at}`);
    await expect(world.change(me, true, true, '또')).rejects.toEqual(rejectedBy('TOO_MANY_NAMES'));
  });

  it('is not sent anywhere by a learner who has withdrawn that', async () => {
    await world.ports.consents.add(me, consentOf());
    await world.ports.consents.add(me, consentOf({ given: false, at: 1 }));
    await expect(world.change(me, true, true)).rejects.toEqual(rejectedBy('CONSENT_WITHDRAWN'));
    await world.change(me, true);
    expect(world.looked).toEqual([]);
  });

  it('that operators take down is hidden for good', async () => {
    await world.change(me, true, true);
    const code = (await world.ports.participations.find(me, 'consistent'))?.name?.code ?? '';
    expect(await world.takeDown(code)).toBe(true);
    expect(await world.takeDown(code)).toBe(false);
    expect((await world.read(me)).members[0]).toMatchObject({ code: null });
    await expect(world.change(me, true, true)).rejects.toEqual(
      rejectedBy('TAKEN_DOWN', 'showsName'),
    );
    await world.change(me, true);
  });
});
