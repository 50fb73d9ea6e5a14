import { CommandTrouble } from '../../command-line/command-trouble.ts';

/** A table as DynamoDB describes it. */
export interface DescribedTable {
  readonly arn: string;
  /** It and its indexes can be used. */
  readonly isActive: boolean;
  readonly indexes: number;
  /** Where it was restored: of which table, and which moment it shows. */
  readonly restored?: { readonly sourceArn?: string; readonly holds?: number } | undefined;
}

/** Where a table comes from. */
export type Origin =
  | { readonly source: string; readonly at: number }
  | { readonly backupArn: string; readonly at: number };

export interface RestoreTablePorts {
  describe(name: string): Promise<DescribedTable | undefined>;
  begin(name: string, origin: Origin, withIndexes: boolean): Promise<void>;
  /** Deletes again whoever was deleted. @returns how many there were of them */
  eraseDeleted(name: string): Promise<number>;
  /** What a restored table lacks, in the order in which it is to be set. */
  readonly settings: readonly TableSetting[];
  readonly now: () => number;
  /** @throws where the operator has interrupted */
  wait(milliseconds: number): Promise<void>;
  say(line: string): void;
}

export interface TableSetting {
  readonly title: string;
  /** @returns whether anything was to be done */
  set(name: string): Promise<boolean>;
}

const lookMilliseconds = 15_000;
const tellEvery = 4;

/**
 * Makes a table of a backup, waits for it, deletes again who was deleted since, and then sets what a
 * restored table lacks. Each step looks first whether it is done, so that the same call goes on where
 * the one before broke off. Erasing comes before the new table keeps a history of its own, in which
 * those who were deleted would be for weeks longer than the ledger knows of them.
 */
export async function restoreTable(
  ports: RestoreTablePorts,
  plan: { readonly name: string; readonly origin: Origin; readonly rowsOnly: boolean },
): Promise<void> {
  const { name, origin, rowsOnly } = plan;
  const there = await ports.describe(name);
  if (there) refuseAnother(there, plan);
  else await ports.begin(name, origin, !rowsOnly);
  ports.say(there ? `${name} is there already: going on with it.` : `${name} is being made.`);
  await untilActive(ports, name);
  const erased = await ports.eraseDeleted(name);
  ports.say(`Erased from it: ${erased} learners who were deleted since.`);
  for (const { title, set } of rowsOnly ? [] : ports.settings) {
    const isNew = await set(name);
    await untilActive(ports, name);
    ports.say(`${title}: ${isNew ? 'set' : 'nothing to do'}.`);
  }
}

function refuseAnother(
  { restored, indexes }: DescribedTable,
  { name, origin, rowsOnly }: Parameters<typeof restoreTable>[1],
): void {
  const source = 'source' in origin ? origin.source : undefined;
  // It has the place of the other by now.
  if (source === name) return;
  const madeOf = restored?.sourceArn?.split('/')[1];
  if (source !== undefined && madeOf !== undefined && madeOf !== source) {
    throw new CommandTrouble(`${name} is there, and was made of ${madeOf}; delete it first.`);
  }
  if (!rowsOnly && indexes === 0) {
    throw new CommandTrouble(
      `${name} is there and was made with --rows-only: it has no indexes, and cannot take the place of a table. Delete it first, or say --rows-only.`,
    );
  }
}

async function untilActive(ports: RestoreTablePorts, name: string): Promise<void> {
  const since = ports.now();
  for (let looks = 1; ; looks++) {
    const table = await ports.describe(name);
    if (!table) throw new CommandTrouble(`${name} is gone: somebody has deleted it.`);
    if (table.isActive) return;
    await ports.wait(lookMilliseconds);
    if (looks % tellEvery !== 0) continue;
    const minutes = Math.round((ports.now() - since) / 60_000);
    ports.say(
      `Not there yet after ${minutes} min; DynamoDB does not tell how far it is. The table is made also where this ends, and the same command goes on.`,
    );
  }
}

const shownSecond = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19);

/** e.g. `LearningMate-prod-restored-20261122T030000Z`: the same for the same second or backup. */
export function restoredName(stackName: string, origin: Origin): string {
  const what =
    'backupArn' in origin
      ? (origin.backupArn.split('/').at(-1) ?? '')
      : `${shownSecond(origin.at).replaceAll(/[-:]/g, '')}Z`;
  return `${stackName}-restored-${what}`;
}

/**
 * @param window what the table can be restored to; undefined where it keeps no history
 * @throws CommandTrouble for a second that is not in it
 */
export function refuseOutside(
  table: string,
  at: number,
  window: { readonly earliest: number; readonly latest: number } | undefined,
): void {
  if (!window) {
    throw new CommandTrouble(
      `${table} keeps no point-in-time recovery, so that it can be restored to no second; only to a backup: --backup ARN.`,
    );
  }
  const second = (milliseconds: number) => Math.floor(milliseconds / 1000);
  if (second(at) >= second(window.earliest) && second(at) <= second(window.latest)) return;
  throw new CommandTrouble(
    `${shownSecond(at)}Z is outside of what ${table} can be restored to: ${shownSecond(window.earliest)}Z to ${shownSecond(window.latest)}Z.`,
  );
}

/**
 * The ledger has forgotten who was deleted longer ago than backups by the second reach: a copy that is
 * older could bring back somebody whom nothing tells of.
 * @throws CommandTrouble
 */
export function refuseBeyondLedger(holds: number, now: number, keptDays: number): void {
  if (now - holds <= keptDays * 86_400_000) return;
  throw new CommandTrouble(
    `It shows the table as it was at ${shownSecond(holds)}Z, and who was deleted is known for ${keptDays} days only: somebody could come back who is to stay deleted. Nothing was changed.`,
  );
}
