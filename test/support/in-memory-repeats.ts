import type { RepeatGuard } from '../../shared/lectures/ports.ts';

const guardSeconds = 3600;

/** Which lecture a recording's bytes became, for an hour. */
export function inMemoryRepeats(): RepeatGuard {
  const held = new Map<string, { lectureId: number; expiresAt: number }>();
  return {
    async hold({ userId, topicId, etag }, lectureId, now, insteadOf) {
      const name = `${userId}/${topicId}/${etag}`;
      const nowSeconds = Math.floor(now / 1000);
      const first = held.get(name);
      if (first && first.expiresAt > nowSeconds && first.lectureId !== (insteadOf ?? lectureId)) {
        return first.lectureId;
      }
      held.set(name, { lectureId, expiresAt: nowSeconds + guardSeconds });
      return lectureId;
    },
  };
}
