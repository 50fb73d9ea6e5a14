import { describe, expect, it } from 'vitest';
import { fateOf, isSame } from '../../../../infra/operate/restore/compare-rows.ts';
import { kindOf, learnerKinds, roomOf } from '../../../../infra/operate/restore/rows.ts';
import * as keys from '../../../../shared/adapters/dynamo-keys.ts';
import { tableRow as rowOf } from '../../../support/table-row.ts';

const code = 'ABCDEFGHJKMNPQRS';
const lecture = { userId: 7, lectureId: 8 };
const group = { week: 20_000, group: code };

/** A key of each kind that an adapter makes; somebody who adds one has to add it here. */
const made = {
  profileKey: keys.profileKey(7),
  consentKey: keys.consentKey(7, { at: 1, purpose: 'X' }),
  lectureKey: keys.lectureKey(lecture),
  transcriptKey: keys.transcriptKey(lecture),
  feedbackKey: keys.feedbackKey(lecture),
  assessmentKey: keys.assessmentKey(lecture),
  laterKey: keys.laterKey(lecture, 'ANSWER#1'),
  repeatKey: keys.repeatKey({ userId: 7, topicId: 1, etag: 'e', purpose: undefined }),
  ownTopicKey: keys.ownTopicKey(lecture),
  topicNotesKey: keys.topicNotesKey(lecture),
  topicSlotsKey: keys.topicSlotsKey(7),
  shareTraceKey: keys.shareTraceKey(lecture),
  copyTraceKey: keys.copyTraceKey(lecture),
  reportTraceKey: keys.reportTraceKey(7, code),
  participationKey: keys.participationKey(7),
  seatTraceKey: keys.seatTraceKey(7, 20_000),
  shownNameTraceKey: keys.shownNameTraceKey(7),
  shownNameKey: keys.shownNameKey(code),
  leagueDoorKey: keys.leagueDoorKey(20_000, 1),
  leagueGroupKey: keys.leagueGroupKey(20_000, code),
  leagueMemberKey: keys.leagueMemberKey(group, 7),
  sharedTopicKey: keys.sharedTopicKey(code),
  sharedCopyKey: keys.sharedCopyKey(code, lecture),
  reportKey: keys.reportKey(1),
  taughtTopicKey: keys.taughtTopicKey(lecture, 9),
  catalogPointerKey: keys.catalogPointerKey,
  majorsKey: keys.majorsKey('v'),
  subjectsKey: keys.subjectsKey('v', 1),
  topicsKey: keys.topicsKey('v', 1),
  topicKey: keys.topicKey('v', 1),
  cardKey: keys.cardKey('v', 1),
  habitsKey: keys.habitsKey(7),
  questKey: keys.questKey(7),
  topicNamesKey: keys.topicNamesKey(7),
  practiceMonthKey: keys.practiceMonthKey(7, '2026-11'),
  userQuotaKey: keys.userQuotaKey(7, 1),
  refusalsKey: keys.refusalsKey(7, 1),
  topicQuotaKey: keys.topicQuotaKey(7, 1),
  useCountKey: keys.useCountKey(7, 1, 'reports'),
  creditsKey: keys.creditsKey(7, 1),
  rewardKey: keys.rewardKey('digest'),
  globalQuotaKey: keys.globalQuotaKey(1, 2),
  tokenCountKey: keys.tokenCountKey('print', 1),
  transferCodeKey: keys.transferCodeKey(7),
  transferTraceKey: keys.transferTraceKey(7, 'digest'),
  transferOwnerKey: keys.transferOwnerKey('digest'),
  standingKey: keys.standingKey(7),
  countedDayKey: keys.countedDayKey(1),
  countedPartKey: keys.countedPartKey(1, 2),
  snapshotKey: keys.snapshotKey,
  packedSnapshotKey: keys.packedSnapshotKey,
  remindersKey: keys.remindersKey(7),
  pushKeyKey: keys.pushKeyKey,
  webFileKey: keys.webFileKey('index.html'),
};
const rooms = Object.entries(made).map(([name, key]) => [name, roomOf(rowOf(key))] as const);
const inRoom = (room: string) => rooms.filter(([, its]) => its === room).map(([name]) => name);

describe('rows of the table', () => {
  it('are all known to a restore by their keys', () => {
    const names = Object.keys(keys).filter((name) => /Key$/.test(name) && !/OfKey$/.test(name));
    expect(names.filter((name) => !Object.hasOwn(made, name))).toEqual([]);
    expect(inRoom('unknown')).toEqual([]);
  });

  it('of a learner are of a kind that can be asked for', () => {
    const kinds = Object.values(made)
      .filter(({ pk }) => pk === keys.userPartition(7))
      .map((key) => kindOf(rowOf(key)));
    expect(new Set(kinds)).toEqual(new Set(learnerKinds));
  });

  it('outside a partition that name a learner come with that learner alone', () => {
    expect(inRoom('outside').sort()).toEqual(
      [
        ...['leagueMemberKey', 'reportKey', 'sharedCopyKey', 'sharedTopicKey'],
        'shownNameKey',
      ].sort(),
    );
  });

  it('that others make, or that must not be valid again, are never copied', () => {
    expect(inRoom('made anew').sort()).toEqual(
      [
        ...[
          'catalogPointerKey',
          'globalQuotaKey',
          'packedSnapshotKey',
          'pushKeyKey',
          'snapshotKey',
          'tokenCountKey',
        ],
        ...['transferCodeKey', 'transferOwnerKey', 'transferTraceKey', 'webFileKey'],
      ].sort(),
    );
  });

  it('of a kind that a newer version keeps are copied with their learner, and left out elsewhere', () => {
    expect(roomOf(rowOf({ pk: keys.userPartition(7), sk: 'NEW#1' }))).toBe('learner');
    expect(roomOf(rowOf({ pk: 'NEW#1', sk: 'X' }))).toBe('unknown');
  });
});

describe('a row of the copy', () => {
  const row = rowOf({ ...keys.standingKey(7), revision: 5, set: { SS: ['b', 'a'] } });
  const tombstone = rowOf({ ...keys.profileKey(7), name: '', deletedAt: 1 });

  it('equals a live one whose sets are in another order', () => {
    const live = { ...row, set: { SS: ['a', 'b'] } };
    expect(fateOf(row, live)).toBe('same');
    expect(isSame(row, { ...live, set: { SS: ['a', 'c'] } })).toBe(false);
  });

  it('differs from one whose number differs beyond the precision of a double', () => {
    const big = { ...row, big: { N: '12345678901234567890123456789' } };
    expect(fateOf(big, { ...big, big: { N: '12345678901234567890123456788' } })).toBe('newer');
  });

  it('counts a live one that has changed as newer, even without a clock of its own', () => {
    expect(fateOf(row, { ...row, days: { L: [] } })).toBe('newer');
    expect(fateOf(row, { ...row, revision: { N: '6' } })).toBe('newer');
  });

  it('counts a live one as older that was lost and begun again', () => {
    expect(fateOf(row, { ...row, revision: { N: '1' } })).toBe('older');
  });

  it('leaves a live one alone if one clock is ahead and another behind', () => {
    const live = { ...row, revision: { N: '1' }, endedAt: { N: '9' } };
    expect(fateOf(row, live)).toBe('newer');
  });

  it('never counts as newer than a tombstone, nor a tombstone as newer than a live user', () => {
    const alive = rowOf({ ...keys.profileKey(7), name: '이름', lastActiveDay: 9 });
    expect(fateOf(alive, tombstone)).toBe('newer');
    expect(fateOf(tombstone, alive)).toBe('newer');
    expect(fateOf(tombstone, undefined)).toBe('missing');
  });
});
