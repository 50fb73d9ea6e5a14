import type { Browser, Page } from 'playwright-core';
import { afterAll, expect, vi } from 'vitest';
import * as z from 'zod';
import { parseCatalog } from '../../shared/catalog/catalog.ts';
import { catalogData } from '../../shared/catalog/catalog-data.ts';
import { homeSchema } from '../../shared/contracts/habits.ts';
import type { SimulatedCalendar } from '../support/simulated-calendar.ts';
import { patience, type RunningStack, untilQueueIsEmpty } from './running-stack.ts';
import { agreed, choose } from './web-app-browser.ts';

type Home = z.infer<typeof homeSchema>;

const lecturesSchema = z.array(z.looseObject({ id: z.int(), status: z.string() }));
const claimsSchema = z.looseObject({ sub: z.coerce.number() });

const topics = parseCatalog(catalogData)
  .majors.flatMap(({ subjects }) => subjects)
  .flatMap((subject) => subject.topics);

/** Everything there is to say about a topic, so that it is well remembered. */
function talkOn(topicName: string): string {
  const topic = topics.find((each) => each.topicName === topicName);
  if (!topic) throw new Error(`the catalog has no topic ${topicName}`);
  return topic.keyPoints.map(({ statement }) => statement).join(' ');
}

/** A phone whose app is opened now and then. It keeps what a browser keeps in between. */
export async function phoneOverDays(
  stack: RunningStack,
  browser: Browser,
  calendar: SimulatedCalendar,
) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
  });
  afterAll(() => context.close());
  context.setDefaultTimeout(60_000);
  await context.addInitScript('delete Navigator.prototype.serviceWorker');
  await context.addInitScript(agreed);
  // The test does not wait as long as a provider would take.
  await context.route(/\/api\/v1\/lecture(\/|$)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'retry-after': '0' } });
  });
  const errors: string[] = [];
  let page: Page | undefined;

  const shown = (): Page => {
    if (!page) throw new Error('the app is not open');
    return page;
  };
  const token = async (): Promise<string> =>
    z.string().parse(await shown().evaluate(`localStorage.getItem('learning-mate.token')`));

  const call = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${stack.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  async function read(path: string): Promise<unknown> {
    const response = await call('GET', path);
    expect(response.status).toBe(200);
    return response.json();
  }

  async function send(topicName: string): Promise<void> {
    await choose(shown(), '글');
    await shown().getByLabel('설명을 글로 쓰기').fill(talkOn(topicName));
    await shown().getByRole('button', { name: '보내기', exact: true }).click();
  }

  async function write(topicName: string): Promise<void> {
    await send(topicName);
    await shown().locator('.score').waitFor();
  }

  const untilAsked = () =>
    expect.poll(() => shown().evaluate('document.activeElement.id'), patience).toBe('teach-title');

  /** Opens the quest by one tap. @returns its topic */
  async function questToTeach(): Promise<string> {
    const topic = await shown().locator('.quest-topic').innerText();
    await shown().getByRole('button', { name: '30초만 말하기' }).click();
    await untilAsked();
    return topic;
  }

  const home = async (): Promise<Home> => homeSchema.parse(await read('/users/home'));
  const lectures = async () => lecturesSchema.parse(await read('/users/lectures'));

  return {
    /** What the app has complained of in the console, since the first day. */
    errors,
    home,
    /** Any call as this learner. */
    call,
    questToTeach,
    write,

    /** Turns the calendar, and opens the app then. */
    async openOn(moment: string): Promise<{ page: Page }> {
      await page?.close();
      calendar.turnTo(moment);
      page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
      });
      await page.addInitScript(calendar.pageScript());
      await page.goto(stack.origin);
      await page.locator('#topic option').first().waitFor({ state: 'attached' });
      return { page };
    },

    async quest(): Promise<{ topic: string; reason: string }> {
      return {
        topic: await shown().locator('.quest-topic').innerText(),
        reason: await shown().locator('.today .hint').innerText(),
      };
    },

    async doQuest(): Promise<void> {
      await write(await questToTeach());
    },

    /** Until the worker has caught up, which it does a moment after the result. */
    async expectStreak(streak: Partial<Home['streak']>): Promise<void> {
      await vi.waitFor(async () => expect((await home()).streak).toMatchObject(streak), patience);
    },

    /** Opens the first of the list. @returns its topic */
    async dueTopicToTeach(): Promise<string> {
      const button = shown().locator('.due-topic').first();
      const [topic = ''] = (await button.innerText()).split('\n');
      await button.click();
      await untilAsked();
      return topic.trim();
    },

    async dueTopics(): Promise<string[]> {
      return (await home()).due.map(({ topicName }) => topicName);
    },

    /**
     * Sends it, and the worker is killed while it works on it; minutes later the sweep gives it to another
     * one.
     */
    async teachWhileTheWorkerDies(topicName: string): Promise<void> {
      stack.standIn.forget();
      stack.standIn.misbehave({ kind: 'hang-before-headers' }, { endpoint: 'chat' });
      await send(topicName);
      await expect
        .poll(() => stack.standIn.requests.map(({ fault }) => fault), patience)
        .toContain('hang-before-headers');
      expect(await stack.runtime.kill(stack.functionOf('process-lecture').arn)).toBe(1);
      calendar.turnOnMinutes(6);
      const sweep = stack.functionOf('sweep-lectures').logicalId;
      await Promise.all([stack.runSchedule(sweep), stack.runSchedule(sweep)]);
      await shown().locator('.score').waitFor();
    },

    /** The last lecture's message is delivered once more. */
    async deliverAgain(): Promise<void> {
      const [last] = await lectures();
      const [, payload = ''] = (await token()).split('.');
      const { sub: userId } = claimsSchema.parse(
        JSON.parse(Buffer.from(payload, 'base64url').toString()),
      );
      const body = JSON.stringify({ userId, lectureId: last?.id });
      for (const _ of [1, 2]) await stack.aws.queues.send(stack.queueArn, body);
      await untilQueueIsEmpty(stack);
    },

    /** How each lecture ended, the last one first. */
    endings: async () => (await lectures()).map(({ status }) => status),
  };
}
