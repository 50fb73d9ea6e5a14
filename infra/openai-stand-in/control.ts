import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { Reply } from './delivery.ts';
import { endpoints, type FaultPlan, faultSchema } from './faults.ts';
import { readBody } from './request-body.ts';
import type { RequestLog } from './request-log.ts';

const MAXIMUM_COMMAND_BYTES = 64 * 1024;

const misbehaveSchema = z.strictObject({
  fault: faultSchema,
  endpoint: z.enum(endpoints).optional(),
  /** `always` is there because JSON has no Infinity. */
  times: z.union([z.int().positive(), z.literal('always')]).default(1),
  probability: z.number().positive().max(1).default(1),
});

/**
 * The stand-in's own endpoints, for tests in another process: `POST misbehave`, `POST behave`,
 * `GET requests` and `DELETE requests`.
 * @throws ApiError
 */
export async function handleControl(
  request: IncomingMessage,
  path: string,
  { faults, requests }: { readonly faults: FaultPlan; readonly requests: RequestLog },
): Promise<Reply> {
  switch (`${request.method} ${path}`) {
    case 'POST /__stand-in/misbehave': {
      const { fault, endpoint, times, probability } = await readCommand(request);
      try {
        faults.add(fault, {
          times: times === 'always' ? Number.POSITIVE_INFINITY : times,
          probability,
          ...(endpoint === undefined ? {} : { endpoint }),
        });
      } catch (error) {
        if (error instanceof RangeError) throw new ApiError(400, error.message);
        throw error;
      }
      return done({});
    }
    case 'POST /__stand-in/behave':
      faults.clear();
      return done({});
    case 'GET /__stand-in/requests':
      return done({ requests: requests.entries });
    case 'DELETE /__stand-in/requests':
      requests.forget();
      return done({});
    default:
      throw new ApiError(404, `Invalid URL (${request.method} ${path})`);
  }
}

async function readCommand(request: IncomingMessage): Promise<z.infer<typeof misbehaveSchema>> {
  // A web page cannot send this type across origins without a preflight, and preflights are not answered.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError(415, 'send application/json');
  }
  const body = await readBody(request.iterator({ destroyOnReturn: false }), MAXIMUM_COMMAND_BYTES);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new ApiError(400, 'the body is not JSON');
  }
  const parsed = misbehaveSchema.safeParse(json);
  if (!parsed.success) throw new ApiError(400, z.prettifyError(parsed.error));
  return parsed.data;
}

const done = (value: unknown): Reply => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify(value),
});
