import * as fc from 'fast-check';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoLeague } from '../../../shared/adapters/dynamo-league.ts';
import { leaveLeague } from '../../../shared/league/leave-league.ts';
import { changeConsents } from '../../../shared/users/consents.ts';
import type { Plan, Run } from './run.ts';
import { plan, readsLag, user } from './step-parts.ts';
import type { World } from './world.ts';

/** PUT /users/consents about what sends anything of a learner's to a provider. */
export type ConsentStart = {
  readonly do: 'change consent';
  readonly user: number;
  /** False: withdrawn. */
  readonly given: boolean;
};

const change = (given: boolean) => ({
  do: fc.constant('change consent' as const),
  user,
  given: fc.constant(given),
});
export const agree = fc.record({ ...change(true), plan, readsLag });
export const withdraw = fc.record({ ...change(false), plan, readsLag });
/** Only what was agreed to can be withdrawn. */
export const agreeWell = fc.record({
  ...change(true),
  plan: fc.constant<Plan>({ until: 'end' }),
  readsLag: fc.constant(false),
});

/** One change that a device asked for, to be compared with its result. */
export interface AskedConsent {
  readonly run: Run;
  readonly userId: number;
  readonly given: boolean;
}

export async function startConsentChange(
  world: World,
  userId: number,
  given: boolean,
): Promise<Run> {
  const run = await world.call(`PUT consent of ${userId}: ${given}`, userId, async ({ table }) => {
    const consents = dynamoConsents(table);
    const ports = {
      consents: world.sabotage.consents?.(consents) ?? consents,
      leaveLeague: (id: number) => leaveLeague(dynamoLeague(table, world.clock), id),
      clock: world.clock,
    };
    const wanted = { purpose: 'PROCESSING_ABROAD', version: 1, by: 'LEARNER' } as const;
    await changeConsents(ports, userId, [{ ...wanted, given, secondsAgo: 0 }]);
  });
  world.consents.push({ run, userId, given });
  return run;
}
