import type { Caller } from '../users/user.ts';

/** What presign and submission tell of the allowance: how many lectures are left today. */
export function allowanceHeader({ lecturesToday }: Caller, perUser: number) {
  return { 'learning-allowance-remaining': String(Math.max(0, perUser - lecturesToday)) };
}
