/**
 * Lets one tab at a time work on what all tabs of this browser share.
 * @param options with `ifAvailable` nothing happens while another tab is at work
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
