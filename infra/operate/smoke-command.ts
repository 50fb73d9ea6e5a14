import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readStage } from './command-line.ts';
import { sendCanary } from './send-canary.ts';
import { openStage } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: 'npm run smoke -- --stage dev|prod',
  text: `Makes the stage's canary hold one lecture now, through the public address: it
gets a token for a new user, teaches, reads the feedback and deletes the user.
This takes some ten seconds, costs less than a cent and does not count as a
learner. A deploy does the same before it leaves a release to learners.

  --stage dev|prod   which stage`,
};

const options = { stage: { type: 'string' } } as const;

/** @returns the exit code: 0 where the lecture got its feedback */
export async function run(surroundings: Surroundings): Promise<number> {
  const target = readStage(readOptions(surroundings.argv, options, manual).stage);
  const stage = await openStage(target, surroundings.environment);
  const outcome = await sendCanary(stage.client, stage.output('CanaryFunctionName'));
  if ('trouble' in outcome) throw new CommandTrouble(`No feedback: ${outcome.trouble}`);
  say(surroundings.out, feedbackLine(outcome));
  return 0;
}

/** What a command says about a lecture that went well. */
export const feedbackLine = (held: { readonly lectureId: number; readonly seconds: number }) =>
  `A lecture got its feedback in ${held.seconds.toFixed(1)} s (${held.lectureId}).`;
