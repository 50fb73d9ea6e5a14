import type { LectureMessage, LectureQueue } from '../../shared/lectures/ports.ts';

export interface InMemoryQueue extends LectureQueue {
  readonly sent: LectureMessage[];
  /** The next sends fail, as when the process dies before them. */
  failNext(times: number): void;
}

export function inMemoryQueue(): InMemoryQueue {
  const sent: LectureMessage[] = [];
  let failures = 0;
  return {
    sent,
    failNext: (times) => {
      failures = times;
    },
    async send(message) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the queue did not take the message');
      }
      sent.push(structuredClone(message));
    },
  };
}
