import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { liveAlias } from '../../stack/journey-functions.ts';
import type { CanaryOutcome } from '../send-canary.ts';
import { feedbackLine } from '../smoke-command.ts';

/** Of one function of the journey: the version that learners use, and the one that was deployed. */
export interface Move {
  readonly functionName: string;
  readonly from: string;
  readonly to: string;
}

export interface ReleasePorts {
  /** Makes versions of what was deployed. @returns those that learners do not use yet */
  publish(): Promise<readonly Move[]>;
  /** Has learners use this version from now on. */
  serve(functionName: string, version: string): Promise<void>;
  sendCanary(): Promise<CanaryOutcome>;
  /** The alarms that ring now and would speak against a release. */
  ringing(): Promise<ReadonlySet<string>>;
  /** @throws where the operator has interrupted */
  wait(milliseconds: number): Promise<void>;
  say(line: string): void;
}

export interface ReleaseOptions {
  /** Why no lecture can be held now; a release is then moved without one. */
  readonly untriedBecause?: string | undefined;
  /** For so long alarms are watched after the move. */
  readonly watchSeconds: number;
}

const lookSeconds = 15;
/** The newest code, whatever it is: what an alias points to before its first release. */
const newest = '$LATEST';

/**
 * Moves all functions of the journey to what was deployed, holds a lecture, watches the alarms, and
 * moves them back where either fails, or where the operator stops it.
 * @throws whatever was wrong, once it was said what became of the release
 */
export async function release(ports: ReleasePorts, options: ReleaseOptions): Promise<void> {
  const moves = await ports.publish();
  const rangBefore = options.watchSeconds > 0 ? await ports.ringing() : new Set<string>();
  try {
    const failures = await serveAll(ports, moves, 'to');
    // Each was tried: none is still on its way while they are moved back.
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

/** @returns those that could not be moved, and why */
async function serveAll(ports: ReleasePorts, moves: readonly Move[], where: 'from' | 'to') {
  const results = await Promise.allSettled(
    moves.map((move) => ports.serve(move.functionName, move[where])),
  );
  return moves.flatMap((move, index) => {
    const result = results[index];
    return result?.status === 'rejected' ? [{ move, reason: result.reason as unknown }] : [];
  });
}

/** @returns what has become of the release, as a sentence */
async function takeBack(ports: ReleasePorts, moves: readonly Move[]): Promise<string> {
  const back = moves.filter(({ from }) => from !== newest);
  const isFirst = moves.length > 0 && back.length === 0;
  if (isFirst) return 'It is the first release, so there is none to go back to.';
  if (back.length === 0) {
    return 'The journey had not changed, so nothing of it was moved back; see "Going back" in docs/operating.md.';
  }
  const stuck = await serveAll(ports, back, 'from');
  if (stuck.length === 0) {
    return 'The release was taken back: learners use the one before. Whatever is behind no alias stays deployed; see "Going back" in docs/operating.md.';
  }
  const commands = stuck.map(
    ({ move: { functionName, from } }) =>
      `aws lambda update-alias --function-name ${functionName} --name ${liveAlias} --function-version ${from}`,
  );
  return `These could not be taken back; do it by hand: ${commands.join('; ')}`;
}
