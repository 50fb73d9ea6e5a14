import { wavOf } from './lecture-factory.ts';
import { lectureJourney } from './lecture-journey.ts';

export const talk = wavOf('해시 테이블 이야기');

/**
 * A recording that was uploaded and submitted, with the message that its worker gets; no other one waits.
 */
export async function submitted(bytes: Uint8Array = talk) {
  const journey = lectureJourney();
  const key = journey.presign();
  const recording = journey.recordings.upload(key, bytes);
  await journey.submit(key);
  journey.queue.sent.length = 0;
  return { journey, key, message: { ...key, recording } };
}
