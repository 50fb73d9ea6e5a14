import type { CDPSession, Page, Worker } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { TestPushService } from '../support/push-service.ts';
import { patience } from './running-stack.ts';
import { agreed, barriers, untilWorkerAnswers, visit } from './web-app-browser.ts';
import { expectNoTrouble, sendText, typed, type WebAppWorld } from './web-app-world.ts';

const registrations = z.object({
  registrations: z.array(
    z.object({ registrationId: z.string(), scopeURL: z.string(), isDeleted: z.boolean() }),
  ),
});

/**
 * The browser's own push service is Google's, which no test asks. In its place the page subscribes at
 * the test's; all else is the browser's own, the permission, the worker and what it shows.
 */
const subscribesAt = (device: object) => `{
  const json = ${JSON.stringify(device)};
  const subscription = {
    endpoint: json.endpoint,
    toJSON: () => ({ endpoint: json.endpoint, keys: { p256dh: json.p256dh, auth: json.auth } }),
    unsubscribe: async () => { localStorage.removeItem('test.subscribed'); return true; },
  };
  const there = () => (localStorage.getItem('test.subscribed') ? subscription : null);
  PushManager.prototype.getSubscription = async () => there();
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem('test.subscribed', String(options.applicationServerKey));
    return subscription;
  };
  // Whether the browser was asked, and when: nobody may be at the door.
  const ask = Notification.requestPermission;
  Notification.requestPermission = () => {
    localStorage.setItem('test.asked', location.hash);
    return ask.call(Notification);
  };
  let permission = localStorage.getItem('test.asked') === null ? 'default' : 'granted';
  Object.defineProperty(Notification, 'permission', {
    get: () => (localStorage.getItem('test.asked') === null ? permission : 'granted'),
  });
}`;

/** Notifications and reminders, from the offer to the notification and its tap. */
export function describeReminders({ stack, browser }: WebAppWorld, push: TestPushService): void {
  describe('notifications', () => {
    it('are offered below the first feedback, shown while nobody looks, and lead to the lecture', async () => {
      await stack.runSchedule(stack.functionOf('send-reminders').logicalId);
      const visitor = await visit(browser, { withWorker: true });
      const { page } = visitor;
      const context = page.context();
      await context.grantPermissions(['notifications'], { origin: stack.origin });
      const { publicKey } = await publicKeyOf(stack.origin);
      const device = push.subscribe('browser', publicKey);
      // A blank page keeps nothing.
      await page.addInitScript(
        `if (location.protocol === 'http:') { ${agreed}; ${subscribesAt(device)} }`,
      );
      await page.goto(stack.origin);
      await untilWorkerAnswers(page);
      expect(await page.getByText('다음에는 알려 드릴까요?').count()).toBe(0);
      await sendText(visitor, typed);
      await page.getByRole('heading', { name: '다음에는 알려 드릴까요?' }).waitFor();
      expect(await page.evaluate(`localStorage.getItem('test.asked')`)).toBeNull();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: '하루 한 번 알림도 받을래요' }).click();
      await page.getByText('알려 드릴게요.').waitFor();
      expect(await page.evaluate(`localStorage.getItem('test.asked')`)).toMatch(/^#\/lectures\//);
      expect(await page.evaluate(`localStorage.getItem('test.subscribed')`)).toBe(publicKey);

      // The settings say so, and offer the rest.
      await page.getByRole('button', { name: /이름 바꾸기와 설정/ }).click();
      const way = page.getByLabel('알림', { exact: true });
      expect(await way.inputValue()).toBe('daily');
      expect(await barriers(page)).toEqual([]);
      await way.selectOption('ready');
      await expect
        .poll(() => page.evaluate(`localStorage.getItem('learning-mate.reminders')`), patience)
        .toContain('"daily":false');
      await page.getByRole('button', { name: '닫기' }).click();

      // The next lecture asks for a notification, and its push service gets what the worker shows.
      await page.getByRole('link', { name: '가르치기' }).click();
      await sendText(visitor, `${typed} 그리고 적재율이 커지면 다시 해싱합니다.`);
      await vi.waitFor(() => expect(push.received.at(-1)?.device).toBe('browser'), patience);
      const { notification } = push.received.at(-1) ?? {};
      const text = JSON.stringify(notification);
      const worker = context.serviceWorkers()[0];
      if (!worker || !notification) throw new Error('no worker, or no message');

      const beside = await context.newPage();
      const deliver = await deliverer(await context.newCDPSession(beside), stack.origin);
      await deliver(text);
      expect(await shownBy(worker)).toEqual([]);

      await page.goto('about:blank');
      await expect.poll(() => isSeen(worker), patience).toBe(false);
      const shownAfter = async (data: string) => {
        await deliver(data);
        return shownBy(worker);
      };
      await expect
        .poll(() => shownAfter(text), redelivery)
        .toEqual([{ title: '피드백이 나왔어요', body: notification.body, lang: 'ko' }]);
      await expect
        .poll(async () => (await shownAfter('of a newer server')).length, redelivery)
        .toBe(2);

      await page.goto(stack.origin);
      await untilWorkerAnswers(page);
      await tap(worker, '피드백이 나왔어요');
      await page.waitForURL(`${stack.origin}/${notification.hash}`);
      await page.getByRole('heading', { name: '해시 테이블' }).first().waitFor();
      expect((await shownBy(worker)).map(({ title }) => title)).toEqual(['Learning Mate']);
      await turnOff(page);
      expectNoTrouble(visitor);
      // Two lectures and as many visits as three other tests have.
    }, 180_000);
  });
}

/**
 * Chromium's test of a push tells nobody when a message did not reach the worker. A real push service delivers
 * what was not acknowledged again, and a message that comes twice is shown once.
 */
const redelivery = { ...patience, interval: 1_000 };

/** Off again: the server forgets the device, and so does the browser. */
async function turnOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: /이름 바꾸기와 설정/ }).click();
  await page.getByLabel('알림', { exact: true }).selectOption('off');
  await expect
    .poll(() => page.evaluate(`localStorage.getItem('test.subscribed')`), patience)
    .toBeNull();
  expect(await page.evaluate(`localStorage.getItem('learning-mate.reminders')`)).toBeNull();
}

async function publicKeyOf(origin: string): Promise<{ publicKey: string }> {
  const login = await fetch(`${origin}/api/v1/users/token/issue`, { method: 'POST' });
  const { authToken } = z.object({ authToken: z.string() }).parse(await login.json());
  const answer = await fetch(`${origin}/api/v1/users/reminders`, {
    headers: { authorization: `Bearer ${authToken}` },
  });
  return z.object({ publicKey: z.string() }).parse(await answer.json());
}

/** Delivers to the app's worker as the browser does when its push service has something. */
async function deliverer(session: CDPSession, origin: string) {
  let registrationId: string | undefined;
  session.on('ServiceWorker.workerRegistrationUpdated', (event) => {
    const found = registrations
      .parse(event)
      .registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
    registrationId = found?.registrationId ?? registrationId;
  });
  await session.send('ServiceWorker.enable');
  await vi.waitFor(() => expect(registrationId).toBeDefined(), patience);
  return (data: string) =>
    session.send('ServiceWorker.deliverPushMessage', {
      ...{ origin, registrationId: registrationId ?? '', data },
    });
}

/** The worker may know a page for a moment longer than the page is there. */
const isSeen = (worker: Worker) =>
  worker.evaluate(
    `self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((all) =>
      all.some(({ visibilityState }) => visibilityState === 'visible'))`,
  );

const shown = z.array(z.object({ title: z.string(), body: z.string(), lang: z.string() }));
const shownBy = async (worker: Worker) =>
  shown.parse(
    await worker.evaluate(
      `self.registration.getNotifications().then((all) =>
        all.map(({ title, body, lang }) => ({ title, body, lang })))`,
    ),
  );

/** As the browser tells the worker of a tap; no protocol has taps on what the system shows. */
const tap = (worker: Worker, title: string) =>
  worker.evaluate(`self.registration.getNotifications().then((all) => {
    const notification = all.find((one) => one.title === '${title}');
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  })`);
