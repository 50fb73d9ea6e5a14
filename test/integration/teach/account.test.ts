import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCommand } from '../../../infra/teach/arguments.ts';
import { runCommand } from '../../../infra/teach/run-command.ts';
import { examples } from '../../../shared/contracts/examples.ts';
import { problem, startFakeApi } from './fake-api.ts';

let folder: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'teach-'));
  cleanups.push(() => rm(folder, { recursive: true }));
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const loginFile = () => path.join(folder, 'teach.json');
const fakeApi = async (...answers: Parameters<typeof startFakeApi>) => {
  const api = await startFakeApi(...answers);
  cleanups.push(api.close);
  return api;
};

type Api = Awaited<ReturnType<typeof fakeApi>>;

const teach = async (api: Api, ...argv: string[]) => {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = [out, err].map((stream) => stream.setEncoding('utf8').toArray());
  const line = [...argv, '--api', api.origin, '--login-file', loginFile()];
  const code = await runCommand(parseCommand(line, {}), {
    ...{ out, err, noColour: true, resolveFile: (file) => file, now: () => 0 },
    interrupt: new AbortController().signal,
  });
  out.end();
  err.end();
  const [said = '', told = ''] = (await Promise.all(texts)).map((chunks) => chunks.join(''));
  return { code, out: said, err: told };
};

const keptLogin = async (api: Api) =>
  JSON.parse(await readFile(loginFile(), 'utf8').catch(() => '{}'))[api.origin];

const exampleOf = (route: keyof typeof examples) => ({
  body: Object.values(examples[route])[0]?.response,
});
const shared = '/api/v1/topics/shared/7QF3-9M0K-V2TA-XE5D';
const code = '7QF3-9M0K-V2TA-XE5D';

describe('a transfer code', () => {
  const loginOfOther = { name: '가르치는 라면', authToken: 'other' };
  const redeems = ({ method, path: at }: { method: string; path: string }) =>
    method === 'POST' && at === '/api/v1/users/token' ? { body: loginOfOther } : undefined;

  it('brings a learner to a device that has no login yet', async () => {
    const api = await fakeApi(redeems);
    const { code: exit, err } = await teach(api, '--use-code', '4821-0937-5566-1204');
    expect(exit).toBe(0);
    expect(err).toContain('가르치는 라면 (다른 기기에서 이어 써요)');
    expect(await keptLogin(api)).toEqual(loginOfOther);
    expect(api.to('POST', '/api/v1/users/token/issue')).toEqual([]);
  });

  it('replaces another login only if that is meant', async () => {
    const api = await fakeApi(redeems);
    const text = ['--text', '해시 테이블', '--topic', '3'];
    await teach(api, ...text);
    const refused = await teach(api, '--use-code', '4821093755661204');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--login-file') });
    expect(api.to('POST', '/api/v1/users/token')).toEqual([]);
    expect((await teach(api, '--use-code', '4821093755661204', '--force')).code).toBe(0);
    expect(await keptLogin(api)).toEqual(loginOfOther);
  });

  it('is made with an existing login, and makes none', async () => {
    const made = exampleOf('create-transfer-code');
    const api = await fakeApi(({ path: at }) =>
      at.endsWith('/transfer-codes') ? made : redeems({ method: 'POST', path: at }),
    );
    expect(await teach(api, '--make-code')).toMatchObject({
      code: 1,
      err: expect.stringContaining('로그인이 없어요'),
    });
    await teach(api, '--use-code', '4821093755661204');
    const { code: exit, out } = await teach(api, '--make-code');
    expect(exit).toBe(0);
    expect(out).toMatch(/^[\d -]{16,}\n/);
    expect(out).toContain('--use-code');
  });

  it('that is typed too often is told apart from too many new users', async () => {
    const api = await fakeApi(({ path: at }) =>
      at === '/api/v1/users/token' ? problem(429, 'TOO_MANY_TOKENS', 'Too many') : undefined,
    );
    const { err } = await teach(api, '--use-code', '4821093755661204');
    expect(err).toContain('코드를 너무 많이 넣었어요');
  });
});

describe('a topic that somebody shares', () => {
  it('is looked at, copied, and reported', async () => {
    const api = await fakeApi(({ method, path: at }) => {
      if (at === shared) return exampleOf('get-shared-topic');
      if (at === `${shared}/copies`) return exampleOf('copy-shared-topic');
      return method === 'POST' && at === `${shared}/reports` ? {} : undefined;
    });
    const looked = await teach(api, '--shared-topic', code);
    expect(looked.out).toContain('중간고사: 삼투와 확산');
    expect(looked.out).toContain(`--copy-topic ${code}`);
    expect((await teach(api, '--copy-topic', code)).out).toContain(`(코드 ${code})`);
    const reported = await teach(api, '--report-topic', code, '--reason', 'personal-data');
    expect(reported.err).toContain('운영자가 살펴볼게요');
    const [report] = api.to('POST', `${shared}/reports`);
    expect(JSON.parse(String(report?.body))).toEqual({ reason: 'PERSONAL_DATA' });
  });

  it('is shared by a code, which can be stopped, and a refusal is shown', async () => {
    const own = '/api/v1/users/topics/8/share';
    const api = await fakeApi(({ method, path: at }, count) => {
      if (at === '/api/v1/users/token') return { body: { name: '라면', authToken: 'a' } };
      if (at !== own) return undefined;
      if (method === 'DELETE') return {};
      return count === 1
        ? exampleOf('share-topic')
        : problem(409, 'TEXT_NOT_FOR_SHARING', 'Not for sharing');
    });
    await teach(api, '--use-code', '4821093755661204');
    expect((await teach(api, '--share-topic', '8')).out).toContain(code);
    expect((await teach(api, '--share-topic', '8')).err).toContain('맞지 않는 표현');
    expect((await teach(api, '--stop-sharing', '8')).err).toContain('이 코드로 가져갈 수 없어요');
  });
});

describe('consents', () => {
  const held = (given: boolean) => ({
    body: {
      consents: [
        {
          ...{ purpose: 'DISPUTE_STUDIES', version: 1, given, by: 'LEARNER' },
          at: '2026-11-22T03:14:15.926Z',
        },
      ],
    },
  });
  const answers =
    (consents: object) =>
    ({ path: at }: { path: string }) => {
      if (at === '/api/v1/users/token') return { body: { name: '라면', authToken: 'a' } };
      if (at === '/api/v1/users/consents') return consents;
      if (at !== '/api/v1/lecture/4242/disagreements') return undefined;
      return {
        body: { id: 4243, status: 'IN_PROGRESS', later: { by: 'disagreement', lecture: 4242 } },
      };
    };

  it('to studies is asked for when a learner disputes, by a command and off by default', async () => {
    const api = await fakeApi(answers({ body: { consents: [] } }));
    await teach(api, '--use-code', '4821093755661204');
    const { code: exit, out } = await teach(api, '--dispute', '4242', '--point', '2');
    expect(exit).toBe(0);
    expect(out).toContain('--agree dispute-studies');
    expect(api.to('PUT', '/api/v1/users/consents')).toEqual([]);
  });

  it('to studies is not asked for again once it was answered', async () => {
    const api = await fakeApi(answers(held(false)));
    await teach(api, '--use-code', '4821093755661204');
    const { out } = await teach(api, '--dispute', '4242', '--point', '2');
    expect(out).not.toContain('--agree');
  });

  it('are given, withdrawn and shown', async () => {
    const api = await fakeApi(answers(held(true)));
    await teach(api, '--use-code', '4821093755661204');
    const agreed = await teach(api, '--agree', 'dispute-studies', '--guardian');
    expect(agreed.out).toContain('--withdraw dispute-studies');
    await teach(api, '--withdraw', 'dispute-studies');
    const told = api
      .to('PUT', '/api/v1/users/consents')
      .map(({ body }) => JSON.parse(String(body)));
    expect(told).toMatchObject([
      { consents: [{ purpose: 'DISPUTE_STUDIES', given: true, by: 'GUARDIAN' }] },
      { consents: [{ purpose: 'DISPUTE_STUDIES', given: false, by: 'LEARNER' }] },
    ]);
    expect((await teach(api, '--consents')).out).toContain('DISPUTE_STUDIES');
  });
});
