import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { OwnError } from '../own-error.ts';
import { errorFields, log } from './log.ts';

const longestWaitMilliseconds = 10_000;

/**
 * Does a custom resource's work and tells CloudFormation how it went, with a PUT to the URL of the event.
 * Without that answer a deployment hangs for an hour. A direct invocation has no such URL.
 */
export async function answerCloudFormation<Result>(
  event: Partial<CloudFormationCustomResourceEvent>,
  context: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  const answer = (status: 'SUCCESS' | 'FAILED') =>
    event.ResponseURL === undefined
      ? Promise.resolve()
      : put(
          event.ResponseURL,
          JSON.stringify({
            Status: status,
            Reason: `See log stream ${context.logStreamName}`,
            PhysicalResourceId: event.LogicalResourceId,
            StackId: event.StackId,
            RequestId: event.RequestId,
            LogicalResourceId: event.LogicalResourceId,
          }),
        );
  try {
    const result = await work();
    await answer('SUCCESS');
    return result;
  } catch (error) {
    log('error', 'custom resource failed', errorFields(error));
    await answer('FAILED');
    throw error;
  }
}

/** The signature of the URL covers an empty content type. */
async function put(url: string, body: string): Promise<void> {
  const { ok, status } = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body,
    signal: AbortSignal.timeout(longestWaitMilliseconds),
  });
  if (!ok) throw new OwnError(`CloudFormation answered ${status}`);
}
