import { describe, expect, it } from 'vitest';
import { recordingNamed } from './running-stack.ts';
import { barriers, choose, dropFile, longWave } from './web-app-browser.ts';
import { expectNoTrouble, scoreOf, sendText, typed, type WebAppWorld } from './web-app-world.ts';

/** In the browser: whether the meter shows a voice. */
const loudBar = `[...document.querySelectorAll('.meter .bar')].some(
  (bar) => Number(bar.style.getPropertyValue('--level')) > 0.4)`;

/** With one of them under way. They may be gone before they could be asked for one after the other. */
const fiveSteps =
  '.steps:has([aria-current=step]):has(.step:nth-child(5)):not(:has(.step:nth-child(6)))';

/** What a learner does with the app, from a recording to the records. */
export function describeLearner({ stack, open }: WebAppWorld): void {
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
      await page.locator(fiveSteps).waitFor();
      // Nothing can be transcribed without a key: the page says so, with what helps, beside a
      // sample.
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

    it('writes by keyboard alone, sees ticked key points, and finds everything in the records', async () => {
      const visitor = await open();
      const { page } = visitor;
      await page.getByRole('radio', { name: '녹음' }).focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'Tab']) await page.keyboard.press(key);
      await page.keyboard.insertText(typed);
      await page.getByText(`${typed.length} / 5,000자`).waitFor();
      for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);

      await page.locator('.score').waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.locator('.key-point').count()).toBe(6);
      const quotes = await page.locator('.key-point.covered blockquote').allInnerTexts();
      expect(quotes.join()).toContain('배열의 인덱스로 바꾸고 그 자리에 값을 저장합니다');
      await page.getByText('내가 쓴 글').click();
      expect(await page.locator('.transcript p').innerText()).toBe(typed);
      const writtenScore = await scoreOf(visitor);

      await choose(page, '도움 됐어요');
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
      await choose(page, '글');
      await page.getByLabel('설명을 글로 쓰기').fill(typed);
      await dropFile(page, 'talk.webm', await recordingNamed('hash-table-good.webm'));
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      expect(await page.locator('.take-warning').isVisible()).toBe(false);
      await page.reload();
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      await choose(page, '글');
      expect(await page.getByLabel('설명을 글로 쓰기').inputValue()).toBe(typed);
      await page.getByRole('button', { name: '보내기', exact: true }).click();
      await page.locator('.score').waitFor();

      await page.goto(stack.origin);
      await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
      await choose(page, '글');
      expect(await page.locator('#text').inputValue()).toBe('');
      await choose(page, '녹음');
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
      expect(await told('b.webm', await recordingNamed('not-audio.webm'))).toContain(
        '재생할 수 없는 파일',
      );
      expect(await told('c.wav', longWave())).toContain('10분보다 길어요');
      expectNoTrouble(visitor);
    });

    it('is kindly told why there is no score, and can try again', async () => {
      const visitor = await open();
      const { page } = visitor;
      const send = async (file: string) => {
        await dropFile(page, file, await recordingNamed(file));
        await page.getByRole('button', { name: '이대로 보내기' }).click();
        await page.locator('.ended').waitFor();
      };
      await send('not-audio.webm');
      await page.getByText('오디오 파일이 아니에요').waitFor();
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
      await sendText(visitor, typed);
      await page.getByText('사유 코드: ASSESSMENT_REFUSED').waitFor();
      stack.standIn.behave();
      await page.getByRole('button', { name: '같은 글 다시 보내기' }).click();
      await page.locator('.score').waitFor();
      expect(await scoreOf(visitor)).toBeGreaterThan(0);
      expectNoTrouble(visitor);
    });
  });
}
