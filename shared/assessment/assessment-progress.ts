import type { Judgement } from './judge.ts';
import type { VerifiedFind } from './verified-find.ts';

/** What of an assessment is paid for: a retry buys only what is missing. */
export interface AssessmentProgress {
  readonly found?: VerifiedFind | undefined;
  /** The judgements by their key point's index in its topic. */
  readonly judgements: Readonly<Record<number, Judgement>>;
  /** Of the first step's answer. */
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
}

export const nothingBought: AssessmentProgress = { judgements: {} };

/**
 * Collects what is bought and stores it as it comes, one write after the other: what comes while
 * one is under way goes with the next. A judgement that is there is never replaced.
 */
export function progressKeeper(
  bought: AssessmentProgress,
  keep: (progress: AssessmentProgress) => Promise<boolean>,
) {
  let progress = bought;
  let stored = bought;
  let writing: Promise<boolean> = Promise.resolve(true);
  const write = async (isOurs: boolean): Promise<boolean> => {
    if (!isOurs || stored === progress) return isOurs;
    stored = progress;
    return keep(progress);
  };
  return {
    get progress() {
      return progress;
    },
    add({ judgements, ...part }: Partial<AssessmentProgress>): void {
      progress = { ...progress, ...part, judgements: { ...judgements, ...progress.judgements } };
    },
    store(): void {
      writing = writing.then(write);
      // Whoever asks whether it is stored hears of a failed write; until then it is nobody's error.
      writing.catch(() => undefined);
    },
    /** Once what was to be stored is: false where the lecture is no longer ours. */
    isStored: (): Promise<boolean> => writing,
  };
}
