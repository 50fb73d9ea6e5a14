import { readRecordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import type { Ledger } from './ledger.ts';
import { awaitsUpload } from './stored-rows.ts';
import { Violation } from './violation.ts';
import { nameOf, type World } from './world.ts';

/** No schedule leaves so many to look at: each look waits for its message. */
const mostLooks = 400;

/**
 * Waits until every upload that nobody may have submitted was looked at for the last time. Then the
 * bucket holds what lectures claim, and nothing else but what no event told of.
 *
 * @throws Violation
 */
export async function leaveNothingUnclaimed(world: World, ledger: Ledger): Promise<void> {
  for (let looks = 0; world.unclaimed.messages.length > 0; looks++) {
    if (looks > mostLooks) throw new Violation(`uploads are looked at after ${mostLooks} looks`);
    const nextAt = Math.min(...world.unclaimed.messages.map(({ visibleAt }) => visibleAt));
    world.advanceTo(Math.max(world.now, nextAt));
    const message = world.unclaimed.receive(0);
    if (!message) continue;
    const run = await world.look(message);
    ledger.note(run);
    await run.follow({ until: 'end' });
    await ledger.check();
  }
  for (const objectKey of world.bucket.objects.keys()) {
    const key = readRecordingObjectKey(objectKey);
    if (!key || ledger.isGone(key.userId) || world.queue.lostEventsOf.has(objectKey)) continue;
    const row = ledger.lectures.find((each) => nameOf(each) === nameOf(key));
    const isClaimed = row && (row.failureReason !== 'UPLOAD_MISSING' || awaitsUpload(row));
    if (!isClaimed) throw new Violation(`${objectKey} is there, and no lecture claims it`);
  }
}
