import * as z from 'zod';
import {
  type ExampleRequest,
  exampleRequest,
  type OwnIds,
} from '../../../shared/contracts/example-request.ts';
import type { RouteName } from '../../../shared/contracts/routes.ts';
import { CommandTrouble } from '../../command-line/command-trouble.ts';

/** Who calls, and where the stage answers them. */
export interface Learner {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly authToken: string;
}

const answersWithinMilliseconds = 60_000;

/** Calls a route as its first example shows. */
export function callRoute(learner: Learner, name: RouteName, own?: OwnIds): Promise<Response> {
  return send(learner, exampleRequest(name, own));
}

function send(
  { apiUrl, authToken }: Learner,
  { method, target, body }: ExampleRequest,
): Promise<Response> {
  return fetch(apiUrl + target, {
    method,
    headers: { authorization: `Bearer ${authToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(answersWithinMilliseconds),
  });
}

/**
 * The same, where only one answer will do.
 * @throws CommandTrouble for a status that is no success
 */
export async function askRoute<Answer extends z.ZodType>(
  learner: Learner,
  name: RouteName,
  answer: Answer,
  own?: OwnIds,
): Promise<z.infer<Answer>> {
  const response = await callRoute(learner, name, own);
  if (!response.ok) throw new CommandTrouble(`${name} answers ${response.status}.`);
  return answer.parse(await response.json());
}

const lecturesSchema = z.array(z.looseObject({ id: z.int() })).min(1);

/** There is one at least. */
export const lecturesOf = (learner: Learner): Promise<z.infer<typeof lecturesSchema>> =>
  askRoute(learner, 'list-lectures', lecturesSchema);
