import type { LectureMessage, UnclaimedUploads } from '../../shared/lectures/ports.ts';

export interface InMemoryUnclaimed extends UnclaimedUploads {
  readonly sent: { readonly message: LectureMessage; readonly delaySeconds: number }[];
}

/** The queue of uploads that nobody may have submitted, under SQS's own limit. */
export function inMemoryUnclaimed(): InMemoryUnclaimed {
  const sent: InMemoryUnclaimed['sent'] = [];
  return {
    sent,
    async lookAt(message, delaySeconds) {
      if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900) {
        throw new RangeError(`SQS takes no delay of ${delaySeconds} s`);
      }
      sent.push({ message: structuredClone(message), delaySeconds });
    },
  };
}
