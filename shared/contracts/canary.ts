/**
 * This header marks a new user as the canary: a test user of our own, who is not counted in any figure
 * about learners. Its value is proven with the keys that sign tokens.
 */
export const canaryProofHeader = 'canary-proof';
