import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { madeRecording } from '../support/made-recording.ts';
import {
  agreed,
  barriers,
  choose,
  dropFile,
  untilTrue,
  untilWorkerAnswers,
  visit,
} from './web-app-browser.ts';
import { expectNoTrouble, scoreOf, sendText, typed, type WebAppWorld } from './web-app-world.ts';

/** What the server has kept of this visitor's consents. */
const heldOf = (page: Page): Promise<unknown> =>
  page.evaluate(`(async () => {
    const authorization = 'Bearer ' + localStorage.getItem('learning-mate.token');
    const response = await fetch('/api/v1/users/consents', { headers: { authorization } });
    return response.json();
  })()`);

const byGuardian = { purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'GUARDIAN' };

/** From the first visit's consent to what brings a learner back, and all of it without a network. */
export function describeFirstScreen({ stack, browser, open }: WebAppWorld): void {
  describe('a first visit', () => {
    it('reaches a recording by two taps, the second of which agrees', async () => {
      const visitor = await visit(browser, {});
      const { page } = visitor;
      await page.goto(stack.origin);
      await page.getByRole('heading', { name: /연락처가 백만 개/ }).waitFor();
      await page.getByText('30초만 말해 보세요.').waitFor();
      await page.getByRole('button', { name: '녹음 시작' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('녹음은 7일 뒤에 지워요').waitFor();
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole('button', { name: '만 14세 이상이고 동의해요' }).click();
      await page.getByRole('button', { name: '녹음 끝내기' }).waitFor();
      await page.getByText('0:01 / 5:00').waitFor();
      await page.getByRole('button', { name: '녹음 끝내기' }).click();
      // It is taken back within its three seconds, and stays where it can be listened to.
      await page.getByRole('button', { name: '잠깐만요' }).click();
      await page.getByRole('button', { name: '다시 고르기' }).click();
      await page.getByRole('button', { name: '녹음 시작' }).waitFor();
      await page.reload();
      expect(await page.evaluate(`localStorage.getItem('learning-mate.consent')`)).toContain(
        '"by":"learner"',
      );
      expectNoTrouble(visitor);
    });

    it('asks for a guardian under 14, and sends nothing if the learner goes back', async () => {
      const visitor = await visit(browser, { locale: 'en-US' });
      const { page } = visitor;
      await page.goto(stack.origin);
      await choose(page, 'Write');
      await page.getByLabel('Your explanation in writing').fill(typed);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('button', { name: 'I am under 14' }).click();
      await page.getByText('Under 14 a guardian has to agree').waitFor();
      await page.keyboard.press('Escape');
      expect(await page.getByLabel('Your explanation in writing').inputValue()).toBe(typed);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('button', { name: 'I am under 14' }).click();
      await page.getByRole('button', { name: 'My guardian has read this' }).click();
      await page.locator('.score').waitFor();
      await page.getByRole('button', { name: /change your name and settings/ }).click();
      await page.getByText('Your guardian agreed on').waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await heldOf(page)).toMatchObject({ under14: true, history: [byGuardian] });
      await page.getByRole('button', { name: 'Withdraw' }).click();
      await page.getByText('You have not agreed yet').waitFor();
      await expect
        .poll(() => heldOf(page))
        .toMatchObject({
          under14: true,
          history: [{ ...byGuardian, given: false }, byGuardian],
        });
      expectNoTrouble(visitor);
    });
  });

  describe('a learner who scores more than before on a topic', () => {
    it('is told so, and sees corrections before the key points', async () => {
      const visitor = await open();
      const { page } = visitor;
      const teach = async (text: string) => {
        await sendText(visitor, text);
        await page.locator('.score').waitFor();
        return scoreOf(visitor);
      };
      const first = await teach('해시 테이블은 빠른 자료구조입니다. 해시 함수와 배열을 씁니다.');
      await page.getByRole('button', { name: '이 주제 다시 가르치기' }).click();
      expect(await page.getByText('내 최고 점수예요').count()).toBe(0);
      // It has ended before the app polls it for the first time.
      await page.route(/\/api\/v1\/lecture\/\d+\?/, async (route) => {
        let response = await route.fetch();
        while ((await response.text()).includes('IN_PROGRESS')) response = await route.fetch();
        await route.fulfill({ response });
      });
      expect(await teach(typed)).toBeGreaterThan(first);
      await page.locator('.best', { hasText: `지난 최고는 ${first}점` }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expectNoTrouble(visitor);
    });
  });

  describe('a missed point', () => {
    it('is taught again alone, and judged alone', async () => {
      const visitor = await open();
      const { page } = visitor;
      await sendText(visitor, typed);
      await page.getByRole('button', { name: '답과 설명 모두 보기' }).click();
      await page.locator('.reveal').waitFor({ state: 'detached' });
      const missed = page.locator('.key-point.missing').first();
      const statement = await missed.locator('.statement').innerText();
      await missed.getByRole('button', { name: '이 부분만 다시 말하기' }).click();
      await page.getByRole('heading', { name: '이 부분만 다시 말해 볼까요?' }).waitFor();
      await page.getByText('어떤 부분이었는지 보기').click();
      await page.getByText(statement).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('설명을 글로 쓰기').fill(`제 생각에는 이렇습니다. ${statement}`);
      await page.getByRole('button', { name: '보내기', exact: true }).click();
      await page.locator('.key-point.covered').waitFor();
      expect(await page.locator('.statement').allInnerTexts()).toEqual([statement]);
      await page.getByRole('link', { name: '내 기록' }).click();
      await page
        .locator('.again-rows')
        .getByText(/^핵심 \d 다시/)
        .waitFor();
      expect(await page.locator('.rows li').count()).toBe(2);
      expectNoTrouble(visitor);
    });
  });

  describe('a recording that is nearly silent', () => {
    it('is announced before it is sent, without moving what is to be tapped', async () => {
      const { page } = await open();
      const quiet = await madeRecording('finished webm', { seconds: 30, bytesPerSecond: 3_000 });
      await dropFile(page, 'talk.webm', quiet);
      const send = page.getByRole('button', { name: '이대로 보내기' });
      await page.locator('h2:focus', { hasText: '보낼 녹음' }).waitFor();
      const before = await send.boundingBox();
      await page.getByText('소리가 거의 들리지 않아요').waitFor();
      await page.locator('audio').waitFor();
      expect(await send.boundingBox()).toEqual(before);
    });
  });

  describe('the web app with a poor network', () => {
    it('sends a recording again by itself after its upload broke off, even if its copy on the disk is unreadable', async () => {
      const { page } = await open(
        {},
        `IDBObjectStore.prototype.get = () => { throw new DOMException('', 'UnknownError'); }`,
      );
      let uploads = 0;
      await page.route(`${stack.edgeOrigin}/**`, async (route) => {
        if (route.request().method() === 'PUT') uploads += 1;
        return uploads === 1 ? route.abort('connectionreset') : route.continue();
      });
      await dropFile(
        page,
        'talk.webm',
        await madeRecording('finished webm', { seconds: 30, bytesPerSecond: 3_000 }),
      );
      await page.getByRole('button', { name: '이대로 보내기' }).click();
      await page.getByRole('heading', { name: '아직 보내지 못했어요' }).waitFor();
      await page.getByRole('heading', { name: '예시 결과예요' }).waitFor();
      expect(uploads).toBe(2);
    });
  });

  describe('the web app without a network', () => {
    it('opens, keeps a recording over a reload, and sends it once when the network is back', async () => {
      const visitor = await visit(browser, { withWorker: true });
      const { page } = visitor;
      const context = page.context();
      await page.addInitScript(agreed);
      await page.goto(stack.origin);
      await page.getByRole('heading', { name: /연락처가 백만 개/ }).waitFor();
      await untilWorkerAnswers(page);
      await untilTrue(
        page,
        `(async () => {
        const answers = await caches.open('learning-mate-answers');
        return (await answers.keys()).some(({ url }) => url.includes('/topic/'));
      })()`,
      );

      await context.setOffline(true);
      await page.reload();
      await page.getByRole('heading', { name: /연락처가 백만 개/ }).waitFor();
      await page.getByRole('button', { name: '녹음 시작' }).click();
      await page.getByText('0:02 / 5:00').waitFor();
      await page.getByRole('button', { name: '녹음 끝내기' }).click();
      await page.getByRole('heading', { name: '아직 보내지 못했어요' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: '아직 보내지 못했어요' }).waitFor();
      const second = await context.newPage();
      await second.goto(stack.origin);
      await second.getByText('보내지 못한 것이 1개 있어요').waitFor();

      // Two tabs have it, and both hear of the network at once.
      await context.setOffline(false);
      await Promise.all(
        [page, second].map((tab) => tab.evaluate(`dispatchEvent(new Event('online'))`)),
      );
      // The quicker one sends it, and both show what has become of it.
      await page.getByRole('heading', { name: '예시 결과예요' }).waitFor();
      await second.getByText('기다리던 해시 테이블 설명을 보냈어요').first().waitFor();
      await second.getByRole('link', { name: '결과 보기' }).click();
      await second.getByRole('heading', { name: '예시 결과예요' }).waitFor();
      // So does what was agreed to before there was a network, or a server that keeps it.
      expect(await heldOf(second)).toMatchObject({
        consents: [{ given: true, at: expect.stringMatching(/^2026-11-01T00:00:0/) }],
      });
      await second.close();
      await page.getByRole('link', { name: '내 기록' }).click();
      await page.getByText('지금까지 1번 가르쳤어요.').waitFor();
    });
  });
}
