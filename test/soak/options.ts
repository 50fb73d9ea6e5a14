import { parseArgs } from 'node:util';
import * as z from 'zod';

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
  /** Learners begin lectures, OpenAI misbehaves and workers are killed for so long. */
  readonly seconds: number;
  /** Share of OpenAI's calls, from 0 to 1. */
  readonly faultRate: number;
  /** Seconds between two kills; 0 for none. */
  readonly killEverySeconds: number;
  /** Repeats what learners choose and the dice of faults and kills, though never their timing. */
  readonly seed: number;
  /** File for the figures. */
  readonly json?: string | undefined;
  /** File for every line the stack logs. */
  readonly log?: string | undefined;
}

export const usage =
  'npm run soak -- [--learners 50] [--seconds 180] [--fault-rate 0.2] [--kill-every 2]\n' +
  '                [--seed N] [--json FILE] [--log FILE]';

/** @throws Error whose message names what is wrong */
export function readOptions(argv: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      learners: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '180' },
      'fault-rate': { type: 'string', default: '0.2' },
      'kill-every': { type: 'string', default: '2' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      json: { type: 'string' },
      log: { type: 'string' },
    },
  });
  const read = optionsSchema.safeParse(values);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  const { 'fault-rate': faultRate, 'kill-every': killEverySeconds, ...rest } = read.data;
  return { ...rest, faultRate, killEverySeconds };
}
