import type { Judgement } from './judge-key-point.ts';
import type { VerifiedFind } from './verified-find.ts';

/** The parts of an assessment that are paid for. A retry buys only what is missing. */
export interface AssessmentProgress {
  readonly found?: VerifiedFind | undefined;
  /** The judgements, by the index of their key point in the topic. */
  readonly judgements: Readonly<Record<number, Judgement>>;
  /** The model of the first step's answer. */
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
}

export const nothingBought: AssessmentProgress = { judgements: {} };

/**
 * Collects the answers that are bought and stores them as they come, one write after the other: answers
 * that come during a write go with the next one. A judgement is never replaced.
 */
export function progressKeeper(
  bought: AssessmentProgress,
  keep: (progress: AssessmentProgress) => Promise<boolean>,
) {
  let progress = bought;
  let stored = bought;
  let isWhole = false;
  let writing: Promise<boolean> = Promise.resolve(true);
  const write = async (isOurs: boolean): Promise<boolean> => {
    if (!isOurs || isWhole || stored === progress) return isOurs;
    const next = progress;
    const isKept = await keep(next);
    stored = next;
    return isKept;
  };
  /** The next write stores what a failed one did not. */
  const writeAfterFailure = async (error: unknown): Promise<boolean> => {
    if (isWhole) throw error;
    return write(true);
  };
  return {
    get progress() {
      return progress;
    },
    add({ judgements, ...part }: Partial<AssessmentProgress>): void {
      progress = { ...progress, ...part, judgements: { ...judgements, ...progress.judgements } };
    },
    store(): void {
      writing = writing.then(write, writeAfterFailure);
      // A caller of isStored hears of a failed write; until then nobody has to handle it.
      writing.catch(() => undefined);
    },
    /**
     * Drops a write that still waits for its turn, because the feedback made from all answers is stored
     * next.
     */
    close(): void {
      isWhole = true;
    },
    /**
     * Resolves once everything is stored. It is false where the lecture is no longer ours, and fails where the
     * last write did.
     */
    isStored: (): Promise<boolean> => writing,
  };
}
