import type { MeteredCall } from '../../support/capacity-meter.ts';

/** e.g. `GetItem 0.5, PutItem 2 × 2`: calls of one kind and size together, in the order of the first. */
export function callText(calls: readonly Pick<MeteredCall, 'operation' | 'units'>[]): string {
  const counts = new Map<string, number>();
  for (const { operation, units } of calls) {
    const text = `${operation.replace(/Command$/, '')} ${units}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} × ${count}`)).join(', ');
}
