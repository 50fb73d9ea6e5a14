import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { liveAlias } from '../../stack/journey-functions.ts';
import type { CanaryOutcome } from '../send-canary.ts';
import { feedbackLine } from '../smoke-command.ts';

/** One function of the journey, with the version that learners use and the one that was deployed. */
export interface Move {
  readonly functionName: string;
  readonly from: string;
  readonly to: string;
}

export interface ReleasePorts {
  /** Makes versions of what was deployed. @returns the ones that learners do not use yet */
  publish(): Promise<readonly Move[]>;
  /** Moves learners to this version. */
  serve(functionName: string, version: string): Promise<void>;
  sendCanary(): Promise<CanaryOutcome>;
  /** The alarms that ring now and count against a release. */
  ringing(): Promise<ReadonlySet<string>>;
  /** @throws where the operator interrupts */
  wait(milliseconds: number): Promise<void>;
  say(line: string): void;
}

export interface ReleaseOptions {
  /** Why no lecture can be held now. The release then goes ahead without one. */
  readonly untriedBecause?: string | undefined;
  /** How long alarms are watched after learners were moved. */
  readonly watchSeconds: number;
}

const lookSeconds = 15;
/** The version that means the newest code; an alias points to it before its first release. */
const newest = '$LATEST';

/**
 * Moves all functions of the journey to what was deployed, holds a lecture and watches the alarms. It moves
 * them back if the lecture fails, an alarm rings or the operator stops it.
 * @throws what was wrong, after it has said what became of the release
 */
export async function release(ports: ReleasePorts, options: ReleaseOptions): Promise<void> {
  const moves = await ports.publish();
  const rangBefore = options.watchSeconds > 0 ? await ports.ringing() : new Set<string>();
  try {
    const failures = await serveAll(ports, moves, 'to');
    // All moves have ended by now, so that none can overtake the moves back.
    for (const { reason } of failures) throw reason;
    if (moves.length > 0)
      ports.say(`Learners use the new release; functions that moved: ${moves.length}.`);
    await tryOut(ports, options);
    if (moves.length > 0) await watch(ports, options.watchSeconds, rangBefore);
  } catch (error) {
    ports.say(await takeBack(ports, moves));
    throw error;
  }
}

async function tryOut(ports: ReleasePorts, { untriedBecause }: ReleaseOptions): Promise<void> {
  if (untriedBecause !== undefined) {
    ports.say(`No lecture was held: ${untriedBecause}.`);
    return;
  }
  const outcome = await ports.sendCanary();
  if ('trouble' in outcome) throw new CommandTrouble(`No feedback: ${outcome.trouble}.`);
  ports.say(feedbackLine(outcome));
}

async function watch(
  ports: ReleasePorts,
  watchSeconds: number,
  before: ReadonlySet<string>,
): Promise<void> {
  if (watchSeconds === 0) return;
  ports.say(`Alarms are watched for ${watchSeconds} s.`);
  for (let seconds = 0; seconds < watchSeconds; seconds += lookSeconds) {
    await ports.wait(lookSeconds * 1000);
    const rings = [...(await ports.ringing())].filter((alarm) => !before.has(alarm));
    if (rings.length > 0) throw new CommandTrouble(`${rings.join(', ')} rings.`);
  }
}

/** @returns the functions that could not be moved, and why */
async function serveAll(ports: ReleasePorts, moves: readonly Move[], where: 'from' | 'to') {
  const results = await Promise.allSettled(
    moves.map((move) => ports.serve(move.functionName, move[where])),
  );
  return moves.flatMap((move, index) => {
    const result = results[index];
    return result?.status === 'rejected' ? [{ move, reason: result.reason as unknown }] : [];
  });
}

/** @returns a sentence on what became of the release */
async function takeBack(ports: ReleasePorts, moves: readonly Move[]): Promise<string> {
  const back = moves.filter(({ from }) => from !== newest);
  const isFirst = moves.length > 0 && back.length === 0;
  if (isFirst) return 'It is the first release, so there is none to go back to.';
  if (back.length === 0) {
    return 'The journey had not changed, so nothing of it was moved back; see "Going back" in docs/operating.md.';
  }
  const stuck = await serveAll(ports, back, 'from');
  if (stuck.length === 0) {
    return 'The release was taken back: learners use the one before. Functions without an alias stay as deployed; see "Going back" in docs/operating.md.';
  }
  const commands = stuck.map(
    ({ move: { functionName, from } }) =>
      `aws lambda update-alias --function-name ${functionName} --name ${liveAlias} --function-version ${from}`,
  );
  return `These could not be taken back; do it by hand: ${commands.join('; ')}`;
}
