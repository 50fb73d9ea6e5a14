/**
 * All tabs of this browser share what it keeps, and one at a time has its hands on a thing.
 * @param options `ifAvailable` does nothing where another tab has it
 */
export async function byOneTab(
  name: string,
  options: LockOptions,
  work: () => Promise<void>,
): Promise<void> {
  if (navigator.locks === undefined) return work();
  await navigator.locks.request(`learning-mate.${name}`, options, (lock) =>
    lock ? work() : undefined,
  );
}
