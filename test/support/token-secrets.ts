import type { SecretReader } from '../../shared/platform/secrets.ts';

export const firstKey = 'first-key-of-the-ring-0123456789-abcdef';
export const secondKey = 'second-key-of-the-ring-0123456789-abcde';

/** A secret whose value a test may change. */
export function changeableSecret(value: unknown) {
  let current = JSON.stringify(value);
  const read: SecretReader = async () => current;
  return {
    read,
    change: (next: unknown) => {
      current = JSON.stringify(next);
    },
  };
}
