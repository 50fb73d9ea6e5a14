import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import type { Settings } from '../stack/settings.ts';
import { isAccessDenied } from './operate-trouble.ts';
import type { ClientConfiguration } from './stage-access.ts';

type Wanted = Pick<Settings, 'region' | 'workerMaximumConcurrency' | 'apiConcurrencyHeadroom'>;

/**
 * Checks that the workers cannot use up all that the account may run at once. Lambda would then refuse a
 * learner's call before any function of ours could say why.
 * @throws CommandTrouble where the account's limit is too small for the stage
 */
export function refuseNarrowLimit(limit: number, wanted: Wanted): void {
  const { region, workerMaximumConcurrency: workers, apiConcurrencyHeadroom: headroom } = wanted;
  if (workers + headroom <= limit) return;
  // Lambda accepts at least two for a queue.
  const room = limit - headroom;
  const within = room >= 2 ? `, or set workerMaximumConcurrency to ${room} at most` : '';
  throw new CommandTrouble(
    `This account may run ${limit} functions at once in ${region}, and the stage wants ${workers} workers and ${headroom} for its API. Ask for more: aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(1000, workers + headroom)}${within} (infra/stack/settings.ts). Nothing was changed.`,
  );
}

/**
 * @returns how many functions may run at once, without what other functions have reserved; undefined where
 *   these credentials may not see it
 * @throws CommandTrouble
 */
export async function checkLambdaLimit(
  client: ClientConfiguration,
  wanted: Wanted,
): Promise<number | undefined> {
  try {
    const { AccountLimit } = await new LambdaClient(client).send(new GetAccountSettingsCommand({}));
    const limit = AccountLimit?.UnreservedConcurrentExecutions;
    if (limit !== undefined) refuseNarrowLimit(limit, wanted);
    return limit;
  } catch (error) {
    if (isAccessDenied(error)) return undefined;
    throw error;
  }
}
