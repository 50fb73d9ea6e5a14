import * as z from 'zod';
import { type Manual, readOptions as readGiven, refused } from '../../infra/command-line/manual.ts';

const optionsSchema = z.object({
  learners: z.coerce.number().int().min(1).max(500),
  seconds: z.coerce.number().positive(),
  'fault-rate': z.coerce.number().min(0).max(1),
  'kill-every': z.coerce.number().min(0),
  seed: z.coerce.number().int().min(0),
  json: z.string().optional(),
  log: z.string().optional(),
});

export interface SoakOptions {
  readonly learners: number;
  /** For how long learners begin lectures, OpenAI misbehaves and workers are killed. */
  readonly seconds: number;
  /** The share of OpenAI's calls, from 0 to 1. */
  readonly faultRate: number;
  /** Seconds between two kills; 0 for none. */
  readonly killEverySeconds: number;
  /** Repeats what learners choose and which faults and kills happen, though never their timing. */
  readonly seed: number;
  /** The file for the figures. */
  readonly json?: string | undefined;
  /** The file for every line the stack logs. */
  readonly log?: string | undefined;
}

export const soakManual: Manual = {
  usage: `npm run soak -- [--learners 50] [--seconds 180] [--fault-rate 0.2]
  [--kill-every 2] [--seed N] [--json FILE] [--log FILE]`,
  text: `Many learners at once on the local stack, while OpenAI misbehaves and workers
are killed. Ends with a table, and with 1 where what must be 0 is not.

  --learners N    at once, up to 500
  --seconds N     for how long they begin lectures and the weather is bad
  --fault-rate X  share of OpenAI's calls, from 0 to 1
  --kill-every N  seconds between two kills; 0 for none
  --seed N        repeats what learners choose, and the dice
  --json FILE     gets the figures
  --log FILE      gets every line that the stack logs`,
};

const options = {
  learners: { type: 'string', default: '50' },
  seconds: { type: 'string', default: '180' },
  'fault-rate': { type: 'string', default: '0.2' },
  'kill-every': { type: 'string', default: '2' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  json: { type: 'string' },
  log: { type: 'string' },
} as const;

/** @throws CommandTrouble that names every option whose value cannot be used */
export function readOptions(argv: readonly string[]): SoakOptions {
  const read = optionsSchema.safeParse(readGiven(argv, options, soakManual));
  if (!read.success) {
    const problems = read.error.issues.map(
      ({ path, message }) => `--${path.join('.')}: ${message}`,
    );
    throw refused(problems.join('; '), soakManual);
  }
  const { 'fault-rate': faultRate, 'kill-every': killEverySeconds, ...rest } = read.data;
  return { ...rest, faultRate, killEverySeconds };
}
