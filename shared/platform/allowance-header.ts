import { type AllowanceStore, remainingAllowance } from '../quota/daily-allowance.ts';

export type AllowanceHeader = (
  userId: number,
) => Promise<{ readonly 'learning-allowance-remaining': string }>;

/** What presign and submission tell of the allowance: how many lectures are left today. */
export function allowanceHeader(
  allowances: Pick<AllowanceStore, 'used'>,
  perUser: number,
  clock: () => number,
): AllowanceHeader {
  return async (userId) => ({
    'learning-allowance-remaining': String(
      await remainingAllowance({ allowances, perUser, clock }, userId),
    ),
  });
}
