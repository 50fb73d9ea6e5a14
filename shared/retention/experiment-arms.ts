import { createHash } from 'node:crypto';
import type { Arm, Experiment } from '../contracts/experiments.ts';

const positions = 2 ** 32;

/**
 * Tells which arm of an experiment a learner is in, by a hash of both. So it is the same wherever and
 * however often it is asked, is stored nowhere, and has nothing to do with the learner's arm in another
 * experiment. A larger share takes more learners in and moves none out.
 */
export function armOf(userId: number, { name, share }: Pick<Experiment, 'name' | 'share'>): Arm {
  const position = createHash('sha256').update(`${name} ${userId}`).digest().readUInt32BE(0);
  return position < (share / 100) * positions ? 'changed' : 'usual';
}
