import { seoulDay } from '../calendar/seoul-day.ts';
import { type ChangedLeague, leagueLimits } from '../contracts/league.ts';
import { DomainError } from '../domain-error.ts';
import { firstUnfitText, type Moderator } from '../own-topics/moderation.ts';
import type { DailyCounts } from '../quota/daily-counts.ts';
import { hasWithdrawn, mayShare } from '../users/consents.ts';
import { type GiveSeatPorts, giveSeat } from './give-seat.ts';
import { leaveLeague } from './leave-league.ts';
import type { GroupStore, Participation, ParticipationStore, ShownNames } from './ports.ts';
import { weekAt } from './week.ts';

export interface ChangeLeaguePorts extends GiveSeatPorts {
  readonly participations: GiveSeatPorts['participations'] &
    Pick<ParticipationStore, 'join' | 'setName'>;
  readonly names: ShownNames;
  readonly counts: DailyCounts;
  readonly moderator: Moderator;
}

export interface LeagueChange extends ChangedLeague {
  readonly userId: number;
  /** The name in the learner's profile. */
  readonly ownName: string;
}

/**
 * Makes a learner join or leave, and sets whether the others see their own name or a made-up one. A
 * repeated request changes nothing, and gives a seat to a learner who takes part and has none.
 *
 * @throws DomainError NOT_BEFORE_14, TAKEN_DOWN, CONSENT_WITHDRAWN, TOO_MANY_NAMES,
 *   TEXT_NOT_FOR_SHARING, MODERATION_UNAVAILABLE
 */
export async function changeLeague(
  ports: ChangeLeaguePorts,
  { userId, ownName, isIn, showsName }: LeagueChange,
): Promise<void> {
  if (!isIn) return leaveLeague(ports, userId);
  const history = await ports.consents.list(userId);
  if (!mayShare(history))
    throw new DomainError('NOT_BEFORE_14', 'Learners under 14 cannot join the league.');
  const standing = await ports.participations.find(userId, 'consistent');
  const isShown = standing?.isIn && standing.name?.text === ownName;
  if (showsName && !isShown) {
    if (hasWithdrawn(history, 'PROCESSING_ABROAD')) {
      throw new DomainError(
        'CONSENT_WITHDRAWN',
        'The learner has withdrawn their consent to sending texts abroad.',
      );
    }
    await checkName(ports, userId, ownName, standing);
  }
  if (!standing?.isIn) await ports.participations.join(userId);
  if (showsName && !isShown) await showName(ports, userId, ownName);
  if (showsName === false) await hideName(ports, userId);
  await giveSeat(ports, userId, weekAt(ports.clock()));
}

/** Has a moderator look at a name before any other learner sees it. */
async function checkName(
  { counts, moderator, clock }: ChangeLeaguePorts,
  userId: number,
  name: string,
  standing: Participation | undefined,
): Promise<void> {
  if (standing?.nameTakenDownAt !== undefined) throw takenDown();
  const day = seoulDay(clock());
  const { names } = leagueLimits;
  if ((await counts.countOf(userId, 'leagueNames', day)) >= names) throw tooManyNames();
  const flagged = await firstUnfitText(moderator, [name]);
  // It is counted only now: if nobody could look at it, that is not the learner's doing.
  if (!(await counts.count(userId, 'leagueNames', day, names))) throw tooManyNames();
  if (flagged === undefined) return;
  throw new DomainError(
    'TEXT_NOT_FOR_SHARING',
    'Moderation found that this name is not fit for other learners.',
    'showsName',
  );
}

async function showName(ports: ChangeLeaguePorts, userId: number, text: string): Promise<void> {
  const { names, participations, groups } = ports;
  const shown = await names.show(userId, { text, code: ports.newCode() }, ports.clock());
  if (!shown) return;
  if (await participations.setName(userId, shown)) await groups.rename(userId, shown);
  else await names.hide(userId);
}

/**
 * Hides the learner's own name. The participation row goes first, because a learner who is just being
 * seated gets their name from there.
 */
async function hideName(
  { participations, groups, names }: HideNamePorts,
  userId: number,
): Promise<void> {
  await participations.setName(userId, undefined);
  await groups.rename(userId, undefined);
  await names.hide(userId);
}

interface HideNamePorts {
  readonly participations: Pick<ParticipationStore, 'setName'>;
  readonly groups: Pick<GroupStore, 'rename'>;
  readonly names: Pick<ShownNames, 'hide'>;
}

export interface TakeDownNamePorts extends HideNamePorts {
  readonly participations: HideNamePorts['participations'] &
    Pick<ParticipationStore, 'markNameTakenDown'>;
  readonly names: Pick<ShownNames, 'hide' | 'find'>;
  readonly clock: () => number;
}

/**
 * Lets an operator take a name down: the learner stays in the league, under a made-up name, for good.
 * It returns false where no name has this code.
 */
export async function takeDownName(ports: TakeDownNamePorts, code: string): Promise<boolean> {
  const found = await ports.names.find(code);
  if (!found) return false;
  await ports.participations.markNameTakenDown(found.userId, ports.clock());
  await hideName(ports, found.userId);
  return true;
}

function tooManyNames(): DomainError {
  const { names } = leagueLimits;
  return new DomainError(
    'TOO_MANY_NAMES',
    `A learner can have a name checked ${names} times a day. Try again tomorrow.`,
  );
}

function takenDown(): DomainError {
  return new DomainError('TAKEN_DOWN', 'Operators took your name out of the league.', 'showsName');
}
