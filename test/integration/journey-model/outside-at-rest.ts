import { nameOfKey, ownerOf, sharedRowsOf } from './shared-rows.ts';
import { readStoredRows } from './stored-rows.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

/** How long rows of a write that broke off are kept, and rows that were put at that moment. */
const provisionalSeconds = 3_601;

/**
 * Once everything has come to rest, and what broke off has expired, nothing lies outside but what a
 * learner has who is there, and no code leads anywhere: the topics themselves were deleted.
 *
 * @throws Violation
 */
export async function checkOutsideAtRest(world: World): Promise<void> {
  world.advanceTo(world.now + provisionalSeconds * 1000);
  const stored = await readStoredRows(world.table);
  const { outside, notes } = sharedRowsOf(stored);
  for (const row of outside.values()) {
    const { expiresAt = Number.POSITIVE_INFINITY, validUntil = 0 } = row;
    if (expiresAt * 1000 <= world.now) continue;
    const { isAlive, isNoted } = ownerOf(row, notes, stored.isAlive);
    if (!isAlive || !isNoted) throw new Violation(`${nameOfKey(row)} is nobody's`);
    if (validUntil > world.now) throw new Violation(`${row.code} works, and its topic is gone`);
  }
}
