import type { Context } from 'aws-lambda';
import { reportError as reportToSentry } from './error-reporting.ts';
import { beginInvocation } from './log.ts';

/**
 * The handler of functions that a schedule or a deployment runs. Every log line has the request id. An
 * error is reported and thrown on, so that Lambda logs and counts it.
 */
export function backgroundHandler<Event, Result>(
  work: (event: Event, context: Context) => Promise<Result>,
  reportError = reportToSentry,
) {
  return async (event: Event, context: Context): Promise<Result> => {
    beginInvocation({ requestId: context.awsRequestId });
    try {
      return await work(event, context);
    } catch (error) {
      await reportError(error, {}, 'background');
      throw error;
    }
  };
}
