import type { Browser, BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { korean } from '../../shared/client/messages-ko.ts';
import { type FailureReason, failureReasons } from '../../shared/contracts/lecture.ts';
import { type RunningStack, recordingNamed, runningStack } from './running-stack.ts';
import {
  agreed,
  barriers,
  dropFile,
  findChromium,
  howToGetChromium,
  longWave,
  startBrowser,
  type Visit,
  visit,
} from './web-app-browser.ts';

const chromiumPath = findChromium();
if (chromiumPath !== undefined) {
  const [stack, browser] = await Promise.all([runningStack(), startBrowser(chromiumPath)]);
  describeApp(stack, browser);
} else if (process.env['CI'] === 'true') {
  throw new Error(howToGetChromium);
} else {
  process.stdout.write(`the web app is not tested: ${howToGetChromium}\n`);
  // Named among the skipped, never silently absent; CI has Chromium or fails above.
  describe.skip('the web app', () => it('needs Chromium', () => {}));
}

function describeApp(stack: RunningStack, browser: Browser): void {
  const typed =
    '해시 테이블은 키를 해시 함수에 넣어 배열의 인덱스로 바꾸고 그 자리에 값을 저장합니다. ' +
    '서로 다른 키가 같은 인덱스를 받는 충돌이 일어날 수 있습니다. <img src=x onerror=alert(1)>';

  /** In the browser: whether the meter shows a voice. */
  const loudBar = `[...document.querySelectorAll('.meter .bar')].some(
    (bar) => Number(bar.style.getPropertyValue('--level')) > 0.4)`;

  /** Opens the page as a new visitor and waits until a topic can be taught. */
  async function open(options: BrowserContextOptions = {}, script?: string): Promise<Visit> {
    const visitor = await visit(browser, options);
    await visitor.page.addInitScript(agreed);
    if (script !== undefined) await visitor.page.addInitScript(script);
    await visitor.page.goto(stack.origin);
    await visitor.page.locator('#topic option').first().waitFor({ state: 'attached' });
    return visitor;
  }

  function expectNoTrouble({ errors, hosts }: Visit): void {
    expect(errors).toEqual([]);
    expect([...hosts].filter((host) => host !== 'localhost' && host !== '127.0.0.1')).toEqual([]);
  }

  const scoreOf = async ({ page }: Visit): Promise<number> =>
    Number(await page.locator('.score .ring strong').innerText());

  describe('a learner on a phone', () => {
    it('records from the microphone, sees the stages, and reads the feedback', async () => {
      const visitor = await open();
      const { page } = visitor;
      await page.getByRole('button', { name: '녹음 시작' }).click();
      await expect.poll(() => page.evaluate(loudBar), { timeout: 10_000 }).toBe(true);
      await page.getByText('0:02 / 5:00').waitFor();
      await page.getByRole('button', { name: '녹음 끝내기' }).click();
      await page.getByText(/방금 녹음한 것 · 0:0[2-9]/).waitFor();
      // Nobody presses anything: it is sent by itself.
      await page.locator('[aria-current=step]').waitFor();
      expect(await page.locator('.step').allInnerTexts()).toHaveLength(5);
      // Nothing can be heard without a key: that is said, with what helps, beside a sample.
      await page.getByRole('heading', { name: '예시 결과예요' }).waitFor();
      await page.getByText('API 키가 없어서 녹음을 알아듣지 못했어요').waitFor();
      await page.getByText('OPENAI_API_KEY=sk-… npm start').waitFor();
      expect(await scoreOf(visitor)).toBeGreaterThan(0);
      expect(await page.locator('.score h2').innerText()).toContain('예시 점수');
      expect(await page.locator('.key-point').count()).toBe(6);
      await page.getByText('받아쓴 글').click();
      await page.getByText('[예시] API 키가 없어서 이 녹음(audio/webm').waitFor();
      expect(await page.getByText('OpenAI 대신 로컬 대역이').isVisible()).toBe(true);
      expectNoTrouble(visitor);
    });

    it('writes by keyboard alone, sees ticked key points, and finds all in the records', async () => {
      const visitor = await open();
      const { page } = visitor;
      await page.getByRole('radio', { name: '녹음' }).focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'Tab']) await page.keyboard.press(key);
      await page.keyboard.insertText(typed);
      await page.getByText(`${typed.length} / 5,000자`).waitFor();
      for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);

      await page.locator('.key-point.covered').first().waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.locator('.key-point').count()).toBe(6);
      const quotes = await page.locator('.key-point.covered blockquote').allInnerTexts();
      expect(quotes.join()).toContain('배열의 인덱스로 바꾸고 그 자리에 값을 저장합니다');
      await page.getByText('내가 쓴 글').click();
      expect(await page.locator('.transcript p').innerText()).toBe(typed);
      const writtenScore = await scoreOf(visitor);

      await page.getByRole('radio', { name: '도움 됐어요', exact: true }).check({ force: true });
      await page.getByText('고마워요').waitFor();
      await page.reload();
      const rating = page.getByRole('radio', { name: '도움 됐어요', exact: true });
      await rating.waitFor({ state: 'attached' });
      expect(await rating.isChecked()).toBe(true);

      await page.getByRole('link', { name: '가르치기' }).click();
      await dropFile(page, 'talk.webm', await recordingNamed('hash-table-good.webm'));
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      await page.getByRole('button', { name: '이대로 보내기' }).click();
      await page.locator('.score').waitFor();
      expect(await scoreOf(visitor)).toBe(84);

      await page.getByRole('link', { name: '내 기록' }).click();
      const scores = [84, writtenScore].map((score) => `100점 중 ${score}점`);
      await page.locator('.rows').waitFor();
      expect(await page.locator('.rows .row-score .visually-hidden').allInnerTexts()).toEqual(
        scores,
      );
      await page.getByText('지금까지 2번 가르쳤어요. 그중 1번은 글이고').waitFor();
      expect(await page.locator('.rows small').allInnerTexts()).toEqual([
        expect.not.stringContaining('글'),
        expect.stringContaining(' · 글'),
      ]);
      expect(await barriers(page)).toEqual([]);
      const chart = page.getByRole('img', { name: /최근 2번의 점수/ });
      expect(await chart.getAttribute('aria-label')).toContain(
        `처음 ${writtenScore}점, 마지막 84점`,
      );
      await page.locator('.ranking p', { hasText: /./ }).waitFor();
      await page
        .getByRole('link', { name: /해시 테이블/ })
        .first()
        .click();
      await page.locator('.score').waitFor();
      expect(await scoreOf(visitor)).toBe(84);
      expectNoTrouble(visitor);
    });

    it('finds a text and a recording again after a reload, until they are sent', async () => {
      const visitor = await open();
      const { page } = visitor;
      await page.getByRole('radio', { name: '글' }).check({ force: true });
      await page.getByLabel('설명을 글로 쓰기').fill(typed);
      await dropFile(page, 'talk.webm', await recordingNamed('hash-table-good.webm'));
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      expect(await page.locator('.take-warning').isVisible()).toBe(false);
      await page.reload();
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      await page.getByRole('radio', { name: '글' }).check({ force: true });
      expect(await page.getByLabel('설명을 글로 쓰기').inputValue()).toBe(typed);
      await page.getByRole('button', { name: '보내기', exact: true }).click();
      await page.locator('.score').waitFor();

      await page.goto(stack.origin);
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      await page.getByRole('radio', { name: '글' }).check({ force: true });
      expect(await page.locator('#text').inputValue()).toBe('');
      await page.getByRole('radio', { name: '녹음' }).check({ force: true });
      await page.getByRole('button', { name: '이대로 보내기' }).click();
      await page.locator('.score').waitFor();
      await page.goto(stack.origin);
      await page.getByRole('button', { name: '녹음 시작' }).waitFor();
      expect(await page.getByText('talk.webm').isVisible()).toBe(false);
      expectNoTrouble(visitor);
    });

    it('is told before sending that a recording is silent, too long or no audio', async () => {
      const visitor = await open();
      const { page } = visitor;
      const told = async (name: string, bytes: Uint8Array) => {
        await dropFile(page, name, bytes);
        await page.locator('.take-warning').waitFor();
        const warning = await page.locator('.take-warning').innerText();
        await page.getByRole('button', { name: '다시 고르기' }).click();
        return warning;
      };
      expect(await told('a.webm', await recordingNamed('silence.webm'))).toContain('거의 들리지');
      expect(await told('b.webm', await recordingNamed('not-audio.webm'))).toContain('소리로 읽지');
      expect(await told('c.wav', longWave())).toContain('10분보다 길어요');
      expectNoTrouble(visitor);
    });

    it('is told kindly why there is no score, and can try again', async () => {
      const visitor = await open();
      const { page } = visitor;
      const send = async (file: string) => {
        await dropFile(page, file, await recordingNamed(file));
        await page.getByRole('button', { name: '이대로 보내기' }).click();
        await page.locator('.ended').waitFor();
      };
      await send('not-audio.webm');
      await page.getByText('소리 파일이 아니에요').waitFor();
      await page.getByRole('button', { name: '이 주제 다시 가르치기' }).click();
      await page.getByText('녹음 파일 고르기').waitFor();
      await send('silence.webm');
      await page.getByRole('heading', { name: '말소리를 찾지 못했어요' }).waitFor();
      expectNoTrouble(visitor);
    });

    it('sends the same text again after a passing failure, and it is graded', async () => {
      const visitor = await open();
      const { page } = visitor;
      stack.standIn.misbehave({ kind: 'refusal' }, { endpoint: 'chat', times: 2 });
      await page.getByRole('radio', { name: '글' }).check({ force: true });
      await page.getByLabel('설명을 글로 쓰기').fill(typed);
      await page.getByRole('button', { name: '보내기', exact: true }).click();
      await page.getByText('사유 코드: ASSESSMENT_REFUSED').waitFor();
      stack.standIn.behave();
      await page.getByRole('button', { name: '같은 글 다시 보내기' }).click();
      await page.locator('.score').waitFor();
      expect(await scoreOf(visitor)).toBeGreaterThan(0);
      expectNoTrouble(visitor);
    });
  });

  describe('a first visit', () => {
    it('comes to a recording by two taps, the second of which agrees', async () => {
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

    it('under 14 asks for a guardian, and whoever goes back has sent nothing', async () => {
      const visitor = await visit(browser, { locale: 'en-US' });
      const { page } = visitor;
      await page.goto(stack.origin);
      await page.getByRole('radio', { name: 'Write' }).check({ force: true });
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
      await page.getByRole('button', { name: 'Withdraw' }).click();
      await page.getByText('You have not agreed yet').waitFor();
      expectNoTrouble(visitor);
    });
  });

  describe('a learner who scores more than before on a topic', () => {
    it('is told so, and sees corrections before the key points', async () => {
      const visitor = await open();
      const { page } = visitor;
      const teach = async (text: string) => {
        await page.getByRole('radio', { name: '글' }).check({ force: true });
        await page.getByLabel('설명을 글로 쓰기').fill(text);
        await page.getByRole('button', { name: '보내기', exact: true }).click();
        await page.locator('.score').waitFor();
        return scoreOf(visitor);
      };
      const first = await teach('해시 테이블은 빠른 자료구조입니다. 해시 함수와 배열을 씁니다.');
      await page.getByRole('button', { name: '이 주제 다시 가르치기' }).click();
      expect(await page.getByText('내 최고 점수예요').count()).toBe(0);
      expect(await teach(typed)).toBeGreaterThan(first);
      await page.locator('.best', { hasText: `지난 최고는 ${first}점` }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expectNoTrouble(visitor);
    });
  });

  describe('without a network', () => {
    it('opens, keeps a recording over a reload, and sends it once when the network is back', async () => {
      const visitor = await visit(browser, { withWorker: true });
      const { page } = visitor;
      const context = page.context();
      await page.addInitScript(agreed);
      await page.goto(stack.origin);
      await page.getByRole('heading', { name: /연락처가 백만 개/ }).waitFor();
      await page.waitForFunction(`(async () => {
        const answers = await caches.open('learning-mate-answers');
        return (await answers.keys()).some(({ url }) => url.includes('/topic/'));
      })()`);

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
      await page.getByRole('heading', { name: '예시 결과예요' }).waitFor();
      await second.getByText('보내지 못한 것이').waitFor({ state: 'detached' });
      await second.close();
      await page.getByRole('link', { name: '내 기록' }).click();
      await page.getByText('지금까지 1번 가르쳤어요.').waitFor();
    });
  });

  describe('a lecture without a score', () => {
    const nextAllowanceAt = '2026-11-23T00:00:00.000Z';
    const idOf = (failureReason: FailureReason) => failureReasons.indexOf(failureReason) + 1;
    /** A visitor whose lectures failed, each for one of the reasons. */
    const failing = open().then(async (visitor) => {
      await visitor.page.route('**/api/v1/lecture/*', async (route) => {
        const id = Number(route.request().url().split('/').at(-1));
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

    it('for want of an allowance names the time of the next one', async () => {
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
      { name: 'NotAllowedError', says: '마이크 사용이 허락되지 않았어요' },
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

    it('gets a new login where the kept one works no longer', async () => {
      const { page } = await open({}, `localStorage.setItem('learning-mate.token', 'stale')`);
      await page.getByRole('button', { name: /사용자.* · 이름 바꾸기/ }).waitFor();
    });

    it.each([320, 768])('sees no sideways scrolling at %i pixels', async (width) => {
      const { page } = await open({ viewport: { width, height: 700 }, locale: 'en-US' });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  });

  describe('the function behind it', () => {
    it('allows nothing from elsewhere, and the page is asked for anew each time', async () => {
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
