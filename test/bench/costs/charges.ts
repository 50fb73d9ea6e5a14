import { type Meter, type PriceTable, prices, type Tier } from './prices.ts';

/** A quantity of what AWS counts, and what it is for. */
export interface Usage {
  readonly what: string;
  readonly meter: Meter;
  readonly quantity: number;
}

/** Dollars for a month's quantity of one meter: each tier's price applies to what lies in it. */
export function dollarsOf(meter: Meter, quantity: number, table: PriceTable = prices): number {
  const { per, tiers } = table[meter];
  const inTier = ({ upTo = Number.POSITIVE_INFINITY }: Tier, index: number) =>
    Math.max(0, Math.min(quantity, upTo) - (tiers[index - 1]?.upTo ?? 0));
  return tiers.reduce((sum, tier, index) => sum + (inTier(tier, index) / per) * tier.dollars, 0);
}

/** Dollars for a month in which all this was used; quantities of one meter share its tiers. */
export function dollarsOfAll(usages: readonly Usage[], table: PriceTable = prices): number {
  const quantities = new Map<Meter, number>();
  for (const { meter, quantity } of usages) {
    quantities.set(meter, (quantities.get(meter) ?? 0) + quantity);
  }
  return [...quantities].reduce(
    (sum, [meter, quantity]) => sum + dollarsOf(meter, quantity, table),
    0,
  );
}

/** The same, that many times over. */
export function times(count: number, usages: readonly Usage[]): Usage[] {
  return usages.map((usage) => ({ ...usage, quantity: usage.quantity * count }));
}
