import { setTimeout as after } from 'node:timers/promises';
import * as z from 'zod';
import { type BrowserFetch, browserFetch } from './browser-fetch.ts';

const loginSchema = z.object({ name: z.string(), authToken: z.string() });

/** The fields of the app's generated client, then those that only newer clients read. */
const lectureSchema = z.looseObject({
  id: z.int(),
  topicId: z.int(),
  transcribed: z.string().nullish(),
  score: z.int().nullish(),
  strength: z.string().nullish(),
  weakness: z.string().nullish(),
  /** Not checked: on a status that it does not know, the app waits for ever. */
  status: z.string(),
  helpfulnessRating: z.int().nullish(),

  stage: z.string().optional(),
  failureReason: z.string().nullish(),
  feedback: z
    .object({
      keyPoints: z.array(z.object({ statement: z.string(), label: z.string(), quote: z.string() })),
      corrections: z.array(z.object({ said: z.string(), right: z.string() })),
    })
    .nullish(),
});

const pageSchema = z.looseObject({
  content: z.array(z.looseObject({ id: z.int() })),
  last: z.boolean(),
  pageable: z.looseObject({ pageNumber: z.int() }),
});

export type Login = z.infer<typeof loginSchema>;
export type AppLecture = z.infer<typeof lectureSchema>;

const presignedSchema = z.object({ uploadPresignedUrl: z.string() });

const submitTries = 4;

export interface PublishedAppOptions {
  /** Where the web view's page comes from. @default `https://www.thelearningmate.com` */
  readonly webOrigin?: string;
  /** What an earlier start of the app has stored. */
  readonly stored?: Login;
  /** @default 50, where the app itself waits 3,000 */
  readonly pollMilliseconds?: number;
  /** The app waits without limit; a test gives up here. @default 20 */
  readonly patienceSeconds?: number;
}

export interface PublishedApp {
  /** As stored by the first start; undefined before it. */
  stored(): Login | undefined;
  /** Device login: asks for a token only if none is stored. */
  start(): Promise<Login>;
  /** Any call, with the header that the app sends on all of them. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** Scrolls a catalog list to its last page. @returns the ids in their order */
  scroll(path: string): Promise<number[]>;
  /** Asks again for ever if it fails. */
  presign(): Promise<string>;
  /** @returns the PUT's status, which the app itself does not look at */
  upload(uploadUrl: string, bytes: Uint8Array<ArrayBuffer>): Promise<number>;
  /** @throws Error after four failures: the app's wait screen stays for ever */
  submit(topicId: number, uploadUrl: string): Promise<AppLecture>;
  /** Presign, PUT, POST. Called again with the same bytes it is what the app does on focus. */
  teach(topicId: number, bytes: Uint8Array<ArrayBuffer>): Promise<AppLecture>;
  lecture(id: number): Promise<AppLecture>;
  lectures(): Promise<AppLecture[]>;
  /** Polls while the lecture is in progress. @throws Error once a test's patience has ended */
  waitFor(
    lecture: Pick<AppLecture, 'id'>,
    until?: (now: AppLecture) => boolean,
  ): Promise<AppLecture>;
}

/** The posted `audioUrl`: the upload's URL up to its question mark. */
export function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

/**
 * The published app, as the v1 wire contract describes its behaviour: it knows HTTP's status class
 * only, sends whatever token it has on every call, and lives under a browser's CORS rules.
 * @param origin of the API, without `/api/v1`
 */
export function publishedApp(origin: string, options: PublishedAppOptions = {}): PublishedApp {
  const { webOrigin = 'https://www.thelearningmate.com', pollMilliseconds = 50 } = options;
  const fetchInPage: BrowserFetch = browserFetch(webOrigin);
  const patienceMilliseconds = (options.patienceSeconds ?? 20) * 1000;
  let stored = options.stored;

  const call: PublishedApp['call'] = (method, path, body) =>
    fetchInPage(`${origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${stored?.authToken ?? 'null'}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const read = async <Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.infer<Schema>> => {
    const response = await call(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  };

  const app: PublishedApp = {
    stored: () => stored,
    async start() {
      stored ??= await read(loginSchema, 'POST', '/users/token/issue');
      return stored;
    },
    call,
    async scroll(path) {
      const ids: number[] = [];
      for (let page = 0; ; page += 1) {
        const { content, last, pageable } = await read(
          pageSchema,
          'GET',
          `${path}${path.includes('?') ? '&' : '?'}page=${page}&size=10`,
        );
        ids.push(...content.map(({ id }) => id));
        if (last) return ids;
        page = pageable.pageNumber;
      }
    },
    async presign() {
      const givesUpAt = performance.now() + patienceMilliseconds;
      for (;;) {
        try {
          return (await read(presignedSchema, 'GET', '/generate-presigned-url')).uploadPresignedUrl;
        } catch (error) {
          if (performance.now() > givesUpAt) throw error;
          await after(pollMilliseconds);
        }
      }
    },
    async upload(uploadUrl, bytes) {
      const response = await fetchInPage(uploadUrl, {
        method: 'PUT',
        headers: { 'content-type': 'audio/wav' },
        body: bytes,
      });
      await response.arrayBuffer();
      return response.status;
    },
    async submit(topicId, uploadUrl) {
      const audioUrl = withoutQuery(uploadUrl);
      for (let tries = 1; ; tries += 1) {
        try {
          return await read(lectureSchema, 'POST', '/lecture', { topicId, audioUrl });
        } catch (error) {
          if (tries === submitTries) throw error;
        }
      }
    },
    async teach(topicId, bytes) {
      const uploadUrl = await app.presign();
      await app.upload(uploadUrl, bytes);
      return app.submit(topicId, uploadUrl);
    },
    lecture: (id) => read(lectureSchema, 'GET', `/lecture/${id}`),
    lectures: () => read(z.array(lectureSchema), 'GET', '/users/lectures'),
    async waitFor({ id }, until = ({ status }) => status !== 'IN_PROGRESS') {
      const givesUpAt = performance.now() + patienceMilliseconds;
      for (;;) {
        const now = await app.lecture(id);
        if (until(now)) return now;
        if (performance.now() > givesUpAt) {
          throw new Error(`lecture ${id} is still ${now.status} at ${now.stage}`);
        }
        await after(pollMilliseconds);
      }
    },
  };
  return app;
}
