import type { HeldKey, RepeatGuard } from '../../shared/lectures/ports.ts';

const guardSeconds = 3600;

/** Which lecture a recording's bytes became, for an hour. */
export function inMemoryRepeats(): RepeatGuard {
  const held = new Map<string, HeldKey & { expiresAt: number }>();
  return {
    async hold({ userId, topicId, etag, purpose }, { lectureId, uploadProof }, now, insteadOf) {
      const name = `${userId}/${topicId}/${etag}/${purpose}`;
      const nowSeconds = Math.floor(now / 1000);
      const first = held.get(name);
      if (first && first.expiresAt > nowSeconds && first.lectureId !== (insteadOf ?? lectureId)) {
        return { lectureId: first.lectureId, uploadProof: first.uploadProof };
      }
      held.set(name, { lectureId, uploadProof, expiresAt: nowSeconds + guardSeconds });
      return { lectureId, uploadProof };
    },
  };
}
