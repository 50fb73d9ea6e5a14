import type { Context } from 'aws-lambda';
import { reportError as reportToSentry } from './error-reporting.ts';
import { beginInvocation } from './log.ts';

/**
 * The stack of functions that a schedule or a deployment runs: request id for every line, and
 * whatever is thrown is reported and thrown on, for Lambda to log and count.
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
