/** With fractions; the same in every process of this machine. */
export function epochMilliseconds(): number {
  return performance.timeOrigin + performance.now();
}
