import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { readSecond, readStage, readTarget } from './command-line.ts';
import { copyBack } from './restore/copy-back.ts';
import { makeTable } from './restore/make-table.ts';
import { learnerKinds } from './restore/rows.ts';
import { stageOptions } from './stage-access.ts';
import type { Surroundings } from './surroundings.ts';

export const manual: Manual = {
  usage: `npm run restore -- --stage dev|prod (--at SECOND | --backup ARN)
  [--rows-only] [--bucket NAME]
npm run restore -- --stage dev|prod|local --from TABLE
  (--user ID | --all) [--write] [--overwrite] [--only KIND]
  [--at SECOND] [--state FOLDER]`,
  text: `Brings data back, in two steps. The first makes a new table of the stage's table
as it was at a second, or of a backup; the one in use stays as it is. It waits,
erases whoever was deleted since, and sets expiry, tags, protection and recovery
again, which a restored table lacks. Called again it goes on where it was.

The second copies rows out of such a table into the one in use. Without --write
it only counts: what is missing there, what is older or newer there. Nothing of
a deleted user comes back. Interrupted, it goes on where it was.

  --stage dev|prod|local  which stage; local, a running npm start, only copies
  --at SECOND             e.g. 2026-11-22T03:00:00Z, in the last 35 days; with
                          --from: which moment TABLE shows, if AWS cannot tell
  --backup ARN            a backup instead, also of a table that was deleted
  --rows-only             for copying alone: without indexes, sooner there
  --bucket NAME           where the stack is gone: the bucket of its recordings,
                          in which deletions are noted
  --from TABLE            the table that the first step made
  --user ID               one learner's rows; npm run lecture tells whose one is
  --all                   everybody's
  --write                 writes what is missing, and what is older there
  --overwrite             with --write: also what is newer there
  --only KIND             rows of that kind, as the counts name them; may be
                          said several times
  --state FOLDER          where that npm start keeps its data, and where it is
                          noted how far a copy has come`,
};

const options = {
  ...stageOptions,
  at: { type: 'string' },
  backup: { type: 'string' },
  'rows-only': { type: 'boolean', default: false },
  bucket: { type: 'string' },
  from: { type: 'string' },
  user: { type: 'string' },
  all: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true },
} as const;

const refuse = (problem: string) => refused(problem, manual);

/** Makes a table of a backup, or copies rows out of one. @returns the exit code */
export async function run(surroundings: Surroundings): Promise<number> {
  const given = readOptions(surroundings.argv, options, manual);
  const target = readTarget(given.stage);
  const at = given.at === undefined ? undefined : readSecond('--at', given.at, surroundings.now());
  if (given.from !== undefined) {
    const making = given.backup ?? given.bucket ?? (given['rows-only'] || undefined);
    if (making !== undefined) {
      throw refuse('--from copies rows: --backup, --bucket and --rows-only make a table');
    }
    return copyBack(
      {
        ...{ target, from: readTable(given.from), at, stateDirectory: given.state },
        userId: readWhose(given),
        writes: given.write,
        overwrites: given.overwrite,
        only: given.only && readKinds(given.only),
      },
      surroundings,
    );
  }
  const copying = given.user ?? given.only ?? (given.all || given.write || given.overwrite);
  if (copying) throw refuse('What is to be copied comes --from TABLE');
  if (target === 'local') {
    throw new CommandTrouble('A running npm start keeps no backups: --stage local only copies.', 2);
  }
  return makeTable(
    {
      stage: readStage(target),
      of: readOrigin(at, given.backup, given.bucket),
      rowsOnly: given['rows-only'],
      bucket: given.bucket,
    },
    surroundings,
  );
}

function readOrigin(
  at: number | undefined,
  backup: string | undefined,
  bucket: string | undefined,
) {
  if (bucket !== undefined && backup === undefined) {
    throw refuse('--bucket goes with --backup: without its stack no table of a stage is known');
  }
  if ((at === undefined) === (backup === undefined)) throw refuse('Either --at or --backup');
  if (at !== undefined) return { at };
  if (
    backup !== undefined &&
    /^arn:[\w-]+:dynamodb:[\w-]+:\d+:table\/[\w.-]+\/backup\/[\w-]+$/.test(backup)
  ) {
    return { backupArn: backup };
  }
  throw refuse('--backup takes a backup’s ARN, arn:aws:dynamodb:…:table/…/backup/…');
}

function readTable(text: string): string {
  if (/^[\w.-]{3,255}$/.test(text)) return text;
  throw refuse('--from takes the name of a table');
}

function readWhose({ user, all }: { readonly user?: string | undefined; readonly all: boolean }) {
  if ((user !== undefined) === all) throw refuse('Either --user or --all');
  if (user === undefined) return undefined;
  if (/^[1-9]\d{0,15}$/.test(user) && Number.isSafeInteger(Number(user))) return Number(user);
  throw refuse('--user takes a user’s id, a number');
}

function readKinds(given: readonly string[]): readonly string[] {
  const known: ReadonlySet<string> = new Set([...learnerKinds, ...serviceKinds]);
  const unknown = given.find((kind) => !known.has(kind));
  if (unknown === undefined) return given.toSorted();
  throw new CommandTrouble(
    `There are no rows of kind "${unknown.slice(0, 40)}"; there are ${[...known].join(', ')}.`,
    2,
  );
}

/** Those that can be copied. */
const serviceKinds = ['service CATALOG', 'service RETENTION', 'service REWARD', 'service LEAGUE'];
