import type { AssessmentProgress } from '../../shared/assessment/assessment-progress.ts';
import type { AssessmentStore } from '../../shared/lectures/ports.ts';
import { detailName } from './in-memory-lecture-details.ts';

export interface InMemoryAssessments extends AssessmentStore {
  readonly items: ReadonlyMap<string, { attempt: number; progress: AssessmentProgress }>;
  /** Every state that was written, oldest first. */
  readonly writes: readonly AssessmentProgress[];
}

/** The paid parts of each lecture's assessment, by the latest attempt that wrote. */
export function inMemoryAssessments(): InMemoryAssessments {
  const items = new Map<string, { attempt: number; progress: AssessmentProgress }>();
  const writes: AssessmentProgress[] = [];
  return {
    items,
    writes,
    async keep(claimed, progress) {
      const stored = items.get(detailName(claimed));
      if (stored && stored.attempt > claimed.attempt) return false;
      items.set(detailName(claimed), {
        attempt: claimed.attempt,
        progress: structuredClone(progress),
      });
      writes.push(structuredClone(progress));
      return true;
    },
    find: async (key) => structuredClone(items.get(detailName(key))?.progress),
    async takeOver(claimed) {
      const stored = items.get(detailName(claimed));
      if (!stored || stored.attempt > claimed.attempt) return undefined;
      items.set(detailName(claimed), { ...stored, attempt: claimed.attempt });
      return structuredClone(stored.progress);
    },
  };
}
