/** The offset of this thread or process. */
let offsetMilliseconds = 0;
let isMoved = false;

/**
 * Moves the present time of `Date` in this thread or process; every other use of `Date` stays the same, and
 * timers go on with the machine's time. It must be called before any code that may keep a reference to
 * `Date.now`.
 */
export function moveDate(milliseconds: number): void {
  offsetMilliseconds = milliseconds;
  if (isMoved) return;
  isMoved = true;
  const machineDate = Date;
  const machineNow = Date.now;
  Date.now = () => machineNow() + offsetMilliseconds;
  globalThis.Date = new Proxy(machineDate, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length === 0 ? [machineDate.now()] : given, made),
    apply: () => new machineDate(machineDate.now()).toString(),
  });
}
