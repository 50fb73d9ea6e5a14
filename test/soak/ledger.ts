import type { AppLecture } from '../support/published-app.ts';

/** What learners have seen of one lecture. Moments are milliseconds of `performance.now`. */
export interface SeenLecture {
  readonly lectureId: number;
  readonly isTyped: boolean;
  /** Before the first POST. */
  readonly postedAt: number;
  status: string;
  reason: string | undefined;
  /** When its end was first seen. */
  endedAt: number | undefined;
}

/** What must never be seen. */
export type Breach =
  | 'changed after its end'
  | 'answered 404'
  | 'not listed'
  | 'repeat became another lecture'
  | 'call failed';

const isOver = (status: string): boolean => status !== 'IN_PROGRESS';

/** The outside view: everything learners were told, and every contradiction in it. */
export class Ledger {
  readonly #lectures = new Map<number, SeenLecture>();
  readonly #breaches = new Map<Breach, Set<string>>();

  get lectures(): readonly SeenLecture[] {
    return [...this.#lectures.values()];
  }

  /** The lecture that a POST was answered with, including repeats. */
  post(lectureId: number, posted: Pick<SeenLecture, 'isTyped' | 'postedAt'>): SeenLecture {
    const known = this.#lectures.get(lectureId);
    if (known) return known;
    const seen: SeenLecture = {
      ...posted,
      lectureId,
      status: 'IN_PROGRESS',
      reason: undefined,
      endedAt: undefined,
    };
    this.#lectures.set(lectureId, seen);
    return seen;
  }

  /** @param askedAt an answer to an earlier question than the one that showed the end is no change */
  see(lecture: AppLecture, askedAt: number): void {
    const known = this.#lectures.get(lecture.id);
    if (!known) return;
    const reason = lecture.failureReason ?? undefined;
    if (known.endedAt === undefined) {
      known.status = lecture.status;
      known.reason = reason;
      if (isOver(lecture.status)) known.endedAt = performance.now();
    } else if (
      askedAt > known.endedAt &&
      (lecture.status !== known.status || reason !== known.reason)
    ) {
      const before = `${known.status} ${known.reason ?? ''}`;
      this.breach('changed after its end', `${lecture.id}: ${before} → ${lecture.status}`);
    }
  }

  breach(what: Breach, example: string): void {
    const examples = this.#breaches.get(what) ?? new Set();
    this.#breaches.set(what, examples.add(example));
  }

  breaches(what: Breach): readonly string[] {
    return [...(this.#breaches.get(what) ?? [])];
  }
}
