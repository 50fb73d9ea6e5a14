import type { Start } from '../cold/start-process.ts';
import type { RivalId } from './build-rivals.ts';

type Answer = Pick<Start, 'status' | 'headers' | 'body'>;

/** Those that do less than the job, on purpose. */
const withoutAnswer: readonly RivalId[] = ['empty', 'bare'];

/**
 * All must do the same work before their times may be compared.
 * @throws Error naming the first whose status, body or pace of polling is another than ours
 */
export function assertSameAnswers(answers: Readonly<Record<RivalId, Answer>>): void {
  const ours = answers.ours;
  if (ours.status !== 200 || !ours.body?.includes('"IN_PROGRESS"')) {
    throw new Error(`ours answers ${ours.status} ${ours.body}`);
  }
  for (const [id, answer] of Object.entries(answers)) {
    const isJudgedByStatus = withoutAnswer.some((name) => name === id);
    const isSame = isJudgedByStatus ? answer.status === 200 : shown(answer) === shown(ours);
    if (!isSame) {
      throw new Error(`${id} answers another thing than ours:\n${shown(answer)}\n${shown(ours)}`);
    }
  }
}

function shown({ status, headers, body }: Answer): string {
  return JSON.stringify([status, headers?.['retry-after'], body]);
}
