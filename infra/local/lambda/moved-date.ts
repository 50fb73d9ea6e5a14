/** Of this thread or process alone. */
let offsetMilliseconds = 0;
let isMoved = false;

/**
 * Moves what `Date` says is now in this thread or process; every other use of it stays as it is. Timers
 * go on with the machine's time. To be called before anything that may keep `Date.now` for itself.
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
