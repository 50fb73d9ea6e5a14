import {
  type Change,
  CloudFormationClient,
  DescribeChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { statefulTypes } from '../stack/stateful-types.ts';
import type { ClientConfiguration } from './stage-access.ts';

/** One name for every deploy: the CLI deletes what an earlier one left under it. */
export const changeSetName = 'learning-mate-deploy';

/** A resource that holds state or an address, and would not be the same one after the deploy. */
export interface Loss {
  readonly logicalId: string;
  readonly type: string;
  readonly fate: 'removed' | 'replaced';
}

export interface ChangeSet {
  readonly changes: readonly Change[];
  /** False where CloudFormation found nothing to do; changed outputs are in no list of changes. */
  readonly isExecutable: boolean;
  /** Why it came out as it did, where CloudFormation says so. */
  readonly reason: string | undefined;
}

/**
 * The change set that was prepared, all pages of it.
 * @param name @default the one of every deploy
 */
export async function readChangeSet(
  client: ClientConfiguration,
  stackName: string,
  name = changeSetName,
): Promise<ChangeSet> {
  const cloudFormation = new CloudFormationClient(client);
  const changes: Change[] = [];
  let status: string | undefined;
  let reason: string | undefined;
  let token: string | undefined;
  do {
    const page = await cloudFormation.send(
      new DescribeChangeSetCommand({
        StackName: stackName,
        ChangeSetName: name,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    changes.push(...(page.Changes ?? []));
    status = page.ExecutionStatus;
    reason = page.StatusReason;
    token = page.NextToken;
  } while (token !== undefined);
  return { changes, isExecutable: status === 'AVAILABLE', reason };
}

/**
 * What of state and addresses these changes would take away. A replacement that CloudFormation calls
 * conditional counts: it is decided when it is too late to ask.
 */
export function lossesIn(changes: readonly Change[]): readonly Loss[] {
  return changes.flatMap(({ ResourceChange: change }): readonly Loss[] => {
    const { LogicalResourceId: logicalId = '', ResourceType: type = '' } = change ?? {};
    if (!statefulTypes.has(type)) return [];
    if (change?.Action === 'Remove') return [{ logicalId, type, fate: 'removed' }];
    const isSame =
      change?.Action === 'Add' ||
      change?.Action === 'Import' ||
      (change?.Action === 'Modify' && (change.Replacement ?? 'False') === 'False');
    return isSame ? [] : [{ logicalId, type, fate: 'replaced' }];
  });
}

/**
 * @param named the logical ids whose loss was asked for on the command line
 * @throws CommandTrouble naming every loss that was not asked for, and every name that is none
 */
export function refuseLosses(losses: readonly Loss[], named: readonly string[]): void {
  const unasked = losses.filter(({ logicalId }) => !named.includes(logicalId));
  if (unasked.length > 0) {
    const list = unasked.map(({ logicalId, type, fate }) => `${logicalId} (${type}) ${fate}`);
    throw new CommandTrouble(
      `This deploy would lose what it holds or the address it has: ${list.join(', ')}. Nothing was changed. If a construct was renamed, give it its old id; if it is meant, say ${unasked.map(({ logicalId }) => `--lose ${logicalId}`).join(' ')}.`,
    );
  }
  const idle = named.filter((id) => !losses.some(({ logicalId }) => logicalId === id));
  if (idle.length === 0) return;
  throw new CommandTrouble(
    `--lose ${idle.join(', ')}: this deploy neither removes nor replaces that. Nothing was changed.`,
  );
}
