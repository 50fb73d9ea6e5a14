import type * as z from 'zod';
import type { Language } from './arguments.ts';
import { type CallName, connectionReason, TeachTrouble } from './trouble.ts';
import {
  type Lecture,
  type Login,
  lectureSchema,
  loginSchema,
  majorSchema,
  pageOf,
  presignedUploadSchema,
  problemSchema,
  subjectSchema,
  topicSchema,
} from './wire.ts';

export const callTimeoutSeconds = 30;

/** A lecture with how long the API asks to wait before looking again. */
export type LectureAnswer = {
  readonly lecture: Lecture;
  readonly retryAfterSeconds: number | undefined;
};

/** Seconds from a `Retry-After`, which is a number of seconds or an HTTP date. */
export const retryAfterSecondsOf = (value: string | null, nowMs: number): number | undefined => {
  if (value === null || value.trim() === '') return undefined;
  const seconds = /^\s*[0-9]+(\.[0-9]+)?\s*$/.test(value)
    ? Number(value)
    : (Date.parse(value) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const problemOf = (call: CallName, response: Response, text: string): TeachTrouble => {
  const problem = problemSchema.safeParse(parseJson(text)).data;
  const fields = problem?.errors?.map(({ field, message }) => `${field}: ${message}`) ?? [];
  const detail = problem?.detail ?? problem?.message ?? undefined;
  return new TeachTrouble({
    kind: 'problem',
    call,
    status: response.status,
    title: problem?.title ?? undefined,
    detail: [...(detail === undefined ? [] : [detail]), ...fields].join(' · ') || undefined,
    code: problem?.code ?? undefined,
    requestId: problem?.requestId ?? undefined,
    retryAfterSeconds: retryAfterSecondsOf(response.headers.get('retry-after'), Date.now()),
  });
};

export type ApiClient = ReturnType<typeof apiClient>;

/**
 * The calls of the published app. `api` is the deployment's base without `/api/v1`. Every call
 * throws TeachTrouble: `unreachable`, `no-answer` after 30 s, `problem` on a status other than 2xx,
 * `not-the-contract` where the body is not what the contract says.
 */
export const apiClient = (api: string, language: Language, interrupt: AbortSignal) => {
  const call = async <Schema extends z.ZodType>(
    name: CallName,
    method: 'GET' | 'POST',
    path: string,
    schema: Schema,
    token: string | undefined,
    body?: unknown,
  ): Promise<{ value: z.infer<Schema>; retryAfterSeconds: number | undefined }> => {
    const url = `${api}/api/v1${path}`;
    const timeout = AbortSignal.timeout(callTimeoutSeconds * 1000);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json, application/problem+json',
          'accept-language': language,
          // The app sends this on every call, before the first login literally so.
          authorization: `Bearer ${token ?? 'null'}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.any([timeout, interrupt]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      if (timeout.aborted) {
        throw new TeachTrouble({ kind: 'no-answer', url, timeoutSeconds: callTimeoutSeconds });
      }
      throw new TeachTrouble({ kind: 'unreachable', url, reason: connectionReason(error) });
    }
    if (!response.ok) throw problemOf(name, response, text);
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const reason = `${issue?.path.join('.') || 'body'}: ${issue?.message ?? ''}`;
      throw new TeachTrouble({ kind: 'not-the-contract', url, reason });
    }
    return {
      value: parsed.data,
      retryAfterSeconds: retryAfterSecondsOf(response.headers.get('retry-after'), Date.now()),
    };
  };

  const lectureCall = async (...args: Parameters<typeof call<typeof lectureSchema>>) => {
    const { value: lecture, retryAfterSeconds } = await call(...args);
    return { lecture, retryAfterSeconds };
  };

  /** Scrolls on as the app does: until a page says that it is the last, or is empty. */
  async function* listed<Item extends z.ZodType>(
    path: string,
    query: Record<string, string>,
    item: Item,
    token: string | undefined,
  ): AsyncGenerator<z.infer<Item>> {
    for (let page = 0; ; page += 1) {
      const search = new URLSearchParams({ ...query, page: String(page) });
      const { value } = await call('catalog', 'GET', `${path}?${search}`, pageOf(item), token);
      yield* value.content;
      if (value.last || value.content.length === 0) return;
    }
  }

  return {
    issueToken: async (): Promise<Login> =>
      (await call('login', 'POST', '/users/token/issue', loginSchema, undefined)).value,

    majors: (token?: string) => listed('/major', {}, majorSchema, token),
    subjects: (majorId: number, token?: string) =>
      listed('/subject', { majorId: String(majorId) }, subjectSchema, token),
    topics: (subjectId: number, token?: string) =>
      listed('/topic', { subjectId: String(subjectId) }, topicSchema, token),

    /** @returns the URL to PUT the recording to */
    presign: async (token: string): Promise<string> => {
      const { value } = await call(
        'presign',
        'GET',
        '/generate-presigned-url',
        presignedUploadSchema,
        token,
      );
      return value.uploadPresignedUrl;
    },

    submit: (token: string, topicId: number, audioUrl: string): Promise<LectureAnswer> =>
      lectureCall('submit', 'POST', '/lecture', lectureSchema, token, { topicId, audioUrl }),

    lecture: (token: string, lectureId: number): Promise<LectureAnswer> =>
      lectureCall('lecture', 'GET', `/lecture/${lectureId}`, lectureSchema, token),
  };
};
