/**
 * An error whose message this service wrote itself: ids, counts and names of its own parts, never
 * text of a learner or of another system. Only such a message may leave the account (to Sentry);
 * of any other error the name, code and stack have to do.
 */
export class OwnError extends Error {
  override readonly name: string = 'OwnError';
}
