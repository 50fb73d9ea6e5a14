import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION, type StackModel } from '../template/model.ts';
import type { InvocationResult } from './lambda-environment.ts';

/**
 * Makes the stack's custom resources by calling the functions behind them, as a deployment would. It runs at
 * every start, so that the functions find what earlier runs left, as after a failed deploy. The event has no
 * `ResponseURL`, since nobody would wait there; the function's own success or failure counts instead.
 * @throws Error naming the resource whose function failed
 */
export async function createCustomResources(options: {
  readonly stack: Pick<StackModel, 'customResources' | 'stackName'>;
  readonly invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>;
}): Promise<void> {
  const { stackName, customResources = [] } = options.stack;
  await Promise.all(
    customResources.map(async ({ logicalId, type, functionArn, properties }) => {
      const result = await options.invoke(functionArn, {
        RequestType: 'Create',
        RequestId: randomUUID(),
        StackId: `arn:aws:cloudformation:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stack/${stackName}/local`,
        ServiceToken: functionArn,
        LogicalResourceId: logicalId,
        ResourceType: type,
        ResourceProperties: properties,
      });
      if (result.succeeded) return;
      throw new Error(`${logicalId} (${type}): ${result.errorType}: ${result.errorMessage}`);
    }),
  );
}
