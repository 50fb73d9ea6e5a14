/** The credits by which rewards raise a learner's allowance of one day. */
export interface Credits {
  readonly count: number;
  /** When the last one came, in milliseconds since the epoch; undefined without any. */
  readonly lastAt: number | undefined;
}

export interface CreditReader {
  find(userId: number, day: number): Promise<Credits>;
  /** The credits of the days that are still kept, ascending. */
  list(userId: number): Promise<readonly (Credits & { readonly day: number })[]>;
}
