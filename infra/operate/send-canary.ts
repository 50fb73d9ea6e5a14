import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { ClientConfiguration } from './stage-access.ts';

/** What a learner would have got: a lecture with feedback, or a trouble. */
export type CanaryOutcome =
  | { readonly lectureId: number; readonly seconds: number }
  | { readonly trouble: string };

const heldSchema = z.object({ lectureId: z.int(), seconds: z.number() });
const failedSchema = z.object({ errorMessage: z.string() });

/**
 * Makes a stage's canary hold its lecture now.
 * @param apiUrl the address that the canary calls @default the stage's own
 */
export async function sendCanary(
  client: ClientConfiguration,
  functionName: string,
  apiUrl?: string,
): Promise<CanaryOutcome> {
  const { FunctionError, Payload } = await new LambdaClient(client).send(
    new InvokeCommand({
      FunctionName: functionName,
      Payload: JSON.stringify({ ...(apiUrl !== undefined && { apiUrl }) }),
    }),
  );
  const answer: unknown = JSON.parse(new TextDecoder().decode(Payload) || 'null');
  if (FunctionError === undefined) return heldSchema.parse(answer);
  const failed = failedSchema.safeParse(answer);
  return { trouble: failed.data?.errorMessage ?? `its function ended as ${FunctionError}` };
}
