import {
  consentKey,
  leagueGroupKey,
  leagueMemberKey,
  participationKey,
} from '../../shared/adapters/dynamo-keys.ts';
import { closableWeeks } from '../../shared/league/week.ts';
import type { PublishedApp } from '../support/published-app.ts';
import { keyOfUpload, type RunningStack } from './running-stack.ts';

async function expectOk(call: Promise<Response>): Promise<void> {
  const response = await call;
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
}

const change = (app: PublishedApp, body: object) =>
  expectOk(app.call('PUT', '/users/league', body));
const userOf = async (app: PublishedApp) => keyOfUpload(await app.presign()).userId;

const lastWeek = () => {
  const week = closableWeeks(Date.now()).at(-1);
  if (week === undefined) throw new Error('no week can be closed');
  return week;
};

/** What a learner joins before they teach, so that their points are written. */
export const joinLeague = (app: PublishedApp): Promise<void> => change(app, { isIn: true });

/**
 * Somebody leaves the league, somebody turns out to be under 14, and a week is closed that another run had
 * frozen: one of its members goes on, and the other one has a guardian by now.
 */
export async function leaguePaths(stack: RunningStack): Promise<void> {
  const leaving = await stack.openApp();
  await joinLeague(leaving);
  await change(leaving, { isIn: false });

  const child = await stack.openApp();
  await change(child, { isIn: true, showsName: true });
  const consent = { purpose: 'DISPUTE_STUDIES', version: 1, given: true, by: 'GUARDIAN' } as const;
  await expectOk(child.call('PUT', '/users/consents', { consents: [consent] }));

  const week = lastWeek();
  const ended = { week, group: 'ENDED' };
  await stack.writeItem(leagueGroupKey(week, ended.group), { ended: [0, 10, 1, 10] });
  const members = [await stack.openApp(), await stack.openApp()];
  for (const [seat, member] of members.entries()) {
    await change(member, { isIn: true, showsName: true });
    const userId = await userOf(member);
    await stack.writeItem(leagueMemberKey(ended, userId), { seat, points0: 10, version0: 1 });
    await stack.writeItem(participationKey(userId), { seatedWeek: 0 });
    const given = { ...consent, at: 1, recordedAt: 1 };
    if (seat === 1) await stack.writeItem(consentKey(userId, given), given);
  }
}

/** A group that nobody can close: one of its members does not exist. */
export async function breakGroup(stack: RunningStack): Promise<void> {
  const broken = { week: lastWeek(), group: 'BROKEN' };
  await stack.writeItem(leagueGroupKey(broken.week, broken.group), { expiresAt: 9_999_999_999 });
  await stack.writeItem(leagueMemberKey(broken, 1), { seat: 'none' });
}
