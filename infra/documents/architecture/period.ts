const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** e.g. `every minute`, `every 10 minutes` */
export function everyPeriod(seconds: number): string {
  const [unit, unitSeconds] = units.find(([, size]) => seconds % size === 0) ?? ['second', 1];
  const count = seconds / unitSeconds;
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
