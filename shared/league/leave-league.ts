import type { GroupStore, ParticipationStore, ShownNames } from './ports.ts';

export interface LeaveLeaguePorts {
  readonly participations: Pick<ParticipationStore, 'leave'>;
  readonly groups: Pick<GroupStore, 'standUp'>;
  readonly names: Pick<ShownNames, 'hide'>;
}

/**
 * Takes a learner out of the league at once; it may be repeated. The shown name goes too, while the
 * results stay with the learner.
 */
export async function leaveLeague(
  { participations, groups, names }: LeaveLeaguePorts,
  userId: number,
): Promise<void> {
  await participations.leave(userId);
  await groups.standUp(userId);
  await names.hide(userId);
}
