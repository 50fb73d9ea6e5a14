import { describe, expect, it } from 'vitest';
import { korean } from '../../shared/client/messages-ko.ts';
import { type FailureReason, failureReasons } from '../../shared/contracts/lecture.ts';
import { pushService } from '../support/push-service.ts';
import { whereChromiumIs } from '../support/where-chromium-is.ts';
import { runningStack } from './running-stack.ts';
import { withPushService } from './template-changes.ts';
import {
  agreed,
  barriers,
  startBrowser,
  tellOfFailures,
  type Visit,
  visit,
} from './web-app-browser.ts';
import { describeFirstScreen } from './web-app-first-screen.ts';
import { describeHome } from './web-app-home.ts';
import { describeLeague } from './web-app-league.ts';
import { describeLearner } from './web-app-learner.ts';
import { describeLoop } from './web-app-loop.ts';
import { describeReminders } from './web-app-reminders.ts';
import { expectNoTrouble, type WebAppWorld, webAppWorld } from './web-app-world.ts';

await whereChromiumIs('the web app', async (chromiumPath) => {
  const push = await pushService();
  const [stack, browser] = await Promise.all([
    runningStack({ changeTemplate: withPushService(push.origin) }),
    startBrowser(chromiumPath),
  ]);
  const world = webAppWorld(stack, browser);
  tellOfFailures();
  describeLearner(world);
  describeFirstScreen(world);
  describeLoop(world);
  describeHome(world);
  describeReminders(world, push);
  describeLeague(world);
  describeVisits(world);
  describeFunction(world);
});

function describeVisits({ stack, browser, open }: WebAppWorld): void {
  describe('a lecture without a score', () => {
    const nextAllowanceAt = '2026-11-23T00:00:00.000Z';
    const idOf = (failureReason: FailureReason) => failureReasons.indexOf(failureReason) + 1;
    /** A visitor whose lectures failed, each for one of the reasons. */
    const failing = open({ isShared: true }).then(async (visitor) => {
      await visitor.page.route(/\/api\/v1\/lecture\/\d+/, async (route) => {
        const id = Number(new URL(route.request().url()).pathname.split('/').at(-1));
        const failureReason = failureReasons[id - 1];
        await route.fulfill({
          json: {
            ...{ id, topicId: 1001, topicName: '해시 테이블', status: 'FAILURE', failureReason },
            ...(failureReason === 'QUOTA_EXCEEDED' ? { nextAllowanceAt } : {}),
          },
        });
      });
      return visitor;
    });

    it.each(failureReasons)('that ended as %s has words of its own', async (failureReason) => {
      const visitor = await failing;
      const { page } = visitor;
      await page.goto(`${stack.origin}/#/lectures/${idOf(failureReason)}`);
      await page.getByText(`사유 코드: ${failureReason}`).waitFor();
      expect(await page.locator('.ended p').first().innerText()).toBe(
        korean.failureReasons[failureReason],
      );
      expect(await page.getByRole('button', { name: '이 주제 다시 가르치기' }).count()).toBe(1);
      expectNoTrouble(visitor);
    });

    it('for lack of an allowance names the time of the next one', async () => {
      const { page } = await failing;
      await page.goto(`${stack.origin}/#/lectures/${idOf('QUOTA_EXCEEDED')}`);
      await page.getByText(/2026\. 11\. 2[23]\. .*부터 다시 가르칠 수 있어요/).waitFor();
    });
  });

  describe('the microphone', () => {
    it('stops by itself after five minutes', async () => {
      const visitor = await visit(browser, {});
      const { page } = visitor;
      await page.addInitScript(agreed);
      await page.clock.install();
      await page.goto(stack.origin);
      await page.getByRole('button', { name: '녹음 시작' }).click();
      await page.getByRole('button', { name: '녹음 끝내기' }).waitFor();
      await page.clock.fastForward('04:45');
      expect(await page.getByRole('button', { name: '녹음 끝내기' }).isVisible()).toBe(true);
      await page.clock.fastForward('00:15');
      await page.getByText(/방금 녹음한 것 · 5:00/).waitFor();
      expectNoTrouble(visitor);
    });

    it.each([
      { name: 'NotAllowedError', says: '마이크 사용이 허용되지 않았어요' },
      { name: 'NotFoundError', says: '마이크를 찾지 못했어요' },
      { name: 'NotReadableError', says: '다른 앱이 마이크를' },
    ])('explains a refusal by $name', async ({ name, says }) => {
      const refusing = `navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('', '${name}'))`;
      const visitor = await open({}, refusing);
      await visitor.page.getByRole('button', { name: '녹음 시작' }).click();
      expect(await visitor.page.getByRole('alert').filter({ hasText: says }).count()).toBe(1);
      expectNoTrouble(visitor);
    });
  });

  describe('a visitor', () => {
    it('changes language and name, and both are kept', async () => {
      const visitor = await open({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
      const { page } = visitor;
      await page.getByRole('heading', { name: /million contacts/, level: 1 }).waitFor();
      const topicShown = page.locator('#topic option:checked');
      expect(await topicShown.textContent()).toBe('Hash tables');
      await page.getByRole('button', { name: '한국어' }).click();
      await page.getByRole('heading', { name: /연락처가 백만 개/, level: 1 }).waitFor();
      await topicShown.filter({ hasText: '해시 테이블' }).waitFor({ state: 'attached' });
      await page.getByRole('button', { name: /이름 바꾸기/ }).click();
      await page.getByLabel('이름 (1–30자)').fill('   ');
      await page.keyboard.press('Enter');
      await page.getByText('이름은 1–30자로').waitFor();
      await page.getByLabel('이름 (1–30자)').fill('<b>하늘</b>');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '<b>하늘</b> · 이름 바꾸기' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: '<b>하늘</b> · 이름 바꾸기' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('ko');
      expectNoTrouble(visitor);
    });

    it('continues on another device by a code, which is good once', async () => {
      const first = await open();
      const nameOf = ({ page }: Visit) => page.getByRole('button', { name: /이름 바꾸기/ });
      const name = await nameOf(first).innerText();
      await nameOf(first).click();
      await first.page.getByText('다른 기기에서 이어서 하기').click();
      await first.page.getByRole('button', { name: '다른 기기에 넣을 코드 만들기' }).click();
      const code = await first.page.locator('.transfer-code').innerText();
      expect(await barriers(first.page)).toEqual([]);
      const typing = async (visitor: Visit) => {
        await nameOf(visitor).click();
        await visitor.page.getByText('다른 기기에서 이어서 하기').click();
        await visitor.page.getByLabel('다른 기기에서 만든 코드').fill(code);
        await visitor.page.getByRole('button', { name: '이 코드로 이어서 하기' }).click();
      };
      const second = await open({ viewport: { width: 320, height: 700 } });
      expect(await nameOf(second).innerText()).not.toBe(name);
      await typing(second);
      await second.page.getByRole('button', { name: `${name} · 이름 바꾸기` }).waitFor();
      expectNoTrouble(second);
      const third = await open();
      await typing(third);
      await third.page.getByText('그런 코드가 없거나, 이미 썼거나').waitFor();
    });

    it('gets a new login if the kept one no longer works', async () => {
      const { page } = await open({}, `localStorage.setItem('learning-mate.token', 'stale')`);
      await page.getByRole('button', { name: /사용자.* · 이름 바꾸기/ }).waitFor();
    });

    it.each([320, 768])('sees no sideways scrolling at %i pixels', async (width) => {
      const { page } = await open({ viewport: { width, height: 700 }, locale: 'en-US' });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  });
}

function describeFunction({ stack }: WebAppWorld): void {
  describe('the function behind the web app', () => {
    it('allows nothing from elsewhere, and the page is requested again each time', async () => {
      const response = await fetch(stack.origin);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      const policy = response.headers.get('content-security-policy')?.split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          `connect-src 'self' ${new URL(stack.edgeOrigin).host}`,
        ]),
      );
    });

    it.each(['missing.js', 'main.tsx', 'index.html', '..%2findex.mjs', 'sub/main.js', ''])(
      'has no /app/%s',
      async (name) => {
        expect((await fetch(`${stack.origin}/app/${name}`)).status).toBe(404);
      },
    );

    it('leaves other methods to the API', async () => {
      const posted = await fetch(`${stack.origin}/app/worker.js`, { method: 'POST' });
      expect(posted.headers.get('content-type')).toBe('application/problem+json');
    });
  });
}
