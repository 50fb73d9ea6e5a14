import type { ConsentChange, ConsentStore } from '../../shared/users/consents.ts';

/** Changes of consents, under the condition of the DynamoDB adapter. */
export function inMemoryConsents(): ConsentStore {
  const changes = new Map<string, { userId: number; change: ConsentChange }>();
  return {
    list: async (userId) =>
      [...changes.values()]
        .filter((kept) => kept.userId === userId)
        .map(({ change }) => change)
        .sort((one, other) => one.at - other.at),
    async add(userId, change) {
      const name = `${userId}/${change.at}/${change.purpose}`;
      if (changes.has(name)) return false;
      changes.set(name, { userId, change });
      return true;
    },
  };
}

export const consentOf = (parts: Partial<ConsentChange> = {}): ConsentChange => ({
  purpose: 'PROCESSING_ABROAD',
  version: 1,
  given: true,
  by: 'LEARNER',
  at: 0,
  recordedAt: 0,
  ...parts,
});
