import type { Login } from '../../../shared/client/answers.ts';
import type { LoginStore } from '../../../shared/client/callers.ts';
import { type ApiCalls, apiCalls } from '../../../shared/client/calls.ts';
import type { Clock } from '../../../shared/client/clock.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** What the server answers: a body with 200, or more than a body; fetch throws an error. */
export type Answered =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | Error;

export interface SeenCall {
  /** Method and path with its query. */
  readonly call: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export const problem = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: { title: 'Title', status, detail: 'Detail.', code, requestId: 'req-1' },
});

/** A clock that moves only while somebody sleeps, and says how long they slept. */
export const sleepyClock = (): Clock & { readonly sleptSeconds: number[] } => {
  const { now, advanceSeconds } = manualClock();
  const sleptSeconds: number[] = [];
  return {
    now,
    sleptSeconds,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      sleptSeconds.push(milliseconds / 1000);
      advanceSeconds(milliseconds / 1000);
    },
  };
};

export const loginsWith = (
  kept?: Login,
): LoginStore & { readonly stale: (string | undefined)[] } => {
  let login = kept;
  const stale: (string | undefined)[] = [];
  return {
    stale,
    read: async () => login,
    keep: async (next, before) => {
      stale.push(before?.authToken);
      login = next;
    },
  };
};

export const oldLogin: Login = { name: '라면', authToken: 'old' };

/**
 * A server that takes each call's answers in turn, repeating the last one, and issues token-1, token-2 …
 */
export const fakeServer = (answers: Readonly<Record<string, Answered | readonly Answered[]>>) => {
  const seen: SeenCall[] = [];
  const counts = new Map<string, number>();
  const answerOf = (call: string): Answered => {
    const [route = ''] = call.split('?');
    const count = counts.get(route) ?? 0;
    counts.set(route, count + 1);
    const given = answers[call] ?? answers[route];
    if (given === undefined && route === 'POST /api/v1/users/token/issue') {
      return { body: { name: `사용자${count + 1}`, authToken: `token-${count + 1}` } };
    }
    const list = Array.isArray(given) ? given : [given];
    return list[Math.min(count, list.length - 1)] ?? new Error(`no answer to ${call}`);
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    init.signal?.throwIfAborted();
    const call = `${init.method} ${url.replace('https://api.test', '')}`;
    const { body } = init;
    seen.push({
      call,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
    });
    const answer = answerOf(call);
    if (answer instanceof Error) throw answer;
    const { status = 200, headers = {} } = answer;
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return new Response(text ?? '', { status, headers });
  };
  const to = (route: string) => seen.filter(({ call }) => call.split('?')[0] === route);
  return { fetch, seen, to };
};

/** The calls of a client to such a server, in Korean. */
export const clientOf = (
  answers: Parameters<typeof fakeServer>[0],
  {
    logins = loginsWith(oldLogin),
    interrupt,
  }: { logins?: LoginStore; interrupt?: AbortSignal } = {},
): {
  api: ApiCalls;
  server: ReturnType<typeof fakeServer>;
  clock: ReturnType<typeof sleepyClock>;
} => {
  const server = fakeServer(answers);
  const clock = sleepyClock();
  const baseUrl = 'https://api.test';
  const { fetch } = server;
  const api = apiCalls({ baseUrl, fetch, language: () => 'ko', clock, logins, interrupt });
  return { api, server, clock };
};

/** What was thrown, if it is a trouble. */
export const troubleFrom = async (doing: Promise<unknown>): Promise<unknown> => {
  try {
    await doing;
  } catch (error) {
    if (error instanceof Error && 'trouble' in error) return error.trouble;
    throw error;
  }
  return undefined;
};
