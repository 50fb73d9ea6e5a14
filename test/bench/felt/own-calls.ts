import type { apiWithFakes } from '../../support/api-with-fakes.ts';

/** How long the service waits for one answer of AWS, in milliseconds. */
export interface AwsTimes {
  readonly table: number;
  readonly bucket: number;
  readonly queue: number;
}

/** AWS’s answers come at once. */
export const noTimes: AwsTimes = { table: 0, bucket: 0, queue: 0 };

/** One answer within a region, in round figures. */
export const typicalAwsTimes: AwsTimes = { table: 5, bucket: 20, queue: 10 };

type Api = Awaited<ReturnType<typeof apiWithFakes>>;
type Sleep = (milliseconds: number) => Promise<void>;
type Call = (...args: never[]) => unknown;

/**
 * Has every call that the journey of a lecture makes to AWS take its time. Each method of a store that is named here
 * is one request, if nothing goes wrong.
 */
export function slowedBy(times: AwsTimes, sleep: Sleep, { journey, users }: Api): void {
  const { lectures, details, repeats, assessments, allowances, recordings, queue } = journey;
  const slow = <Store extends object>(
    store: Store,
    milliseconds: number,
    names: readonly (keyof Store)[],
  ) => {
    for (const name of names) {
      const call = store[name] as Call;
      const slowed: Call = async (...args) => {
        await sleep(milliseconds);
        return call.apply(store, args);
      };
      Object.assign(store, { [name]: slowed });
    }
  };
  slow(users, times.table, ['findCaller']);
  slow(lectures, times.table, ['create', 'find', 'claim', 'markAssessing', 'finish']);
  slow(details, times.table, ['keepTranscript', 'findTranscript', 'keepFeedback', 'findFeedback']);
  slow(repeats, times.table, ['hold']);
  slow(assessments, times.table, ['keep', 'find']);
  slow(allowances, times.table, ['chargeUser', 'chargeService', 'settle']);
  slow(journey.processPorts, times.table, ['hasWithdrawn']);
  slow(recordings, times.bucket, ['inspect', 'open']);
  slow(queue, times.queue, ['send']);
}
