import type { GroupStore, ParticipationStore, ShownNames } from './ports.ts';

export interface LeaveLeaguePorts {
  readonly participations: Pick<ParticipationStore, 'leave'>;
  readonly groups: Pick<GroupStore, 'standUp'>;
  readonly names: Pick<ShownNames, 'hide'>;
}

/** At once, and as often as it is asked. The name goes with it; results stay with their learner. */
export async function leaveLeague(
  { participations, groups, names }: LeaveLeaguePorts,
  userId: number,
): Promise<void> {
  await participations.leave(userId);
  await groups.standUp(userId);
  await names.hide(userId);
}
