/**
 * By this header a new user is known as the canary: one of our own, who is counted in nothing that
 * tells of learners. What it holds is proven by the keys that sign tokens.
 */
export const canaryProofHeader = 'canary-proof';
