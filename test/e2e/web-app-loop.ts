import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { madeRecording } from '../support/made-recording.ts';
import {
  agreed,
  barriers,
  choose,
  dropFile,
  untilWorkerAnswers,
  type Visit,
  visit,
} from './web-app-browser.ts';
import { expectNoTrouble, scoreOf, type WebAppWorld } from './web-app-world.ts';

const osmosis = '삼투는 물이 농도가 낮은 곳에서 높은 곳으로 반투과성 막을 지나 이동하는 현상이다.';
const wall = '식물 세포는 세포벽이 있어서 물이 많이 들어와도 터지지 않는다.';
const burst = '동물 세포는 저장액에 넣으면 터질 수 있다.';
const diffusion = '확산은 입자가 농도가 높은 곳에서 낮은 곳으로 퍼지는 것이다.';
const notes = [osmosis, diffusion, wall, burst].join(' ');

const recordingThatSays = (said: string, seconds = 30) =>
  madeRecording('finished webm', { seconds, bytesPerSecond: 3_000, said });

/** Drops a recording onto the first screen and sends it. */
async function sendRecording(page: Page, said: string): Promise<void> {
  await dropFile(page, 'talk.webm', await recordingThatSays(said));
  await page.getByText(/talk\.webm · \d+ KiB/).waitFor();
  await page.getByRole('button', { name: '이대로 보내기' }).click();
}

/** The network goes, and comes back once `meanwhile` is over. */
async function withoutNetwork(page: Page, meanwhile: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true);
  await meanwhile();
  await page.context().setOffline(false);
  await page.evaluate(`dispatchEvent(new Event('online'))`);
}

async function makeTopic({ page }: Visit): Promise<void> {
  await page.getByRole('link', { name: '내 주제', exact: true }).first().click();
  await page.getByRole('link', { name: '새 주제 만들기' }).click();
  await page.getByRole('button', { name: '주제 만들기' }).click();
  await page.getByRole('alert').filter({ hasText: '제목을 1–60자로' }).waitFor();
  await page.getByLabel('제목').fill('삼투와 확산');
  await page.getByLabel(/^공부한 내용/).fill('가'.repeat(5_001));
  await page.getByRole('button', { name: '주제 만들기' }).click();
  await page.locator('#topic-notes:focus').waitFor();
  await page.getByLabel(/^공부한 내용/).fill(notes);
  expect(await barriers(page)).toEqual([]);
  await withoutNetwork(page, async () => {
    await page.getByRole('button', { name: '주제 만들기' }).click();
    await page.getByText('적은 내용은 이 기기에 저장해 두었어요').waitFor();
  });
  await page.getByRole('heading', { name: '말하기 전에 30초' }).waitFor();
}

async function editTopic({ page }: Visit): Promise<void> {
  await page.getByText('핵심 내용 보기').click();
  expect(await page.locator('.topic-points ol li').count()).toBe(4);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '고치기' }).click();
  await page.locator('h2:focus', { hasText: '주제 고치기' }).waitFor();
  await page.getByLabel('핵심 4', { exact: true }).fill('');
  await page.getByRole('button', { name: '저장하기' }).click();
  await page.getByRole('alert').filter({ hasText: '핵심 4의 내용을' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('alert').filter({ hasText: 'Give point 4' }).waitFor();
  await page.getByRole('button', { name: '한국어' }).click();
  await page.getByRole('button', { name: '핵심 4 빼기' }).click();
  await page.locator('#edit-point-3:focus').waitFor();
  await page.getByRole('button', { name: '핵심 내용 추가하기' }).click();
  await page.locator('#edit-point-4:focus').waitFor();
  await page.getByLabel('핵심 4', { exact: true }).fill(burst);
  await page.getByLabel('핵심 3의 비중').selectOption('5');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '저장하기' }).click();
  await page.locator('h1:focus', { hasText: '삼투와 확산' }).waitFor();
  await page.getByText('핵심 내용 보기').click();
  expect(await page.locator('.topic-points ol small').allInnerTexts()).toEqual([
    '비중 5',
    '비중 4',
    '비중 5',
    '비중 1',
  ]);
}

/** Shares it by a code, with which another phone looks at it, reports it and copies it. */
async function shareTopic({ page }: Visit, friend: Visit): Promise<void> {
  await page.getByRole('button', { name: '코드 만들기' }).click();
  const code = await page.locator('.share-code').innerText();
  expect(await barriers(page)).toEqual([]);
  await friend.page.getByRole('link', { name: '내 주제', exact: true }).first().click();
  await friend.page.getByRole('link', { name: '코드로 받기' }).click();
  const typed = friend.page.getByLabel(/^받은 코드/);
  await typed.fill('7QF3');
  // The new screen moves the focus to its title, which may come after the text.
  await typed.press('Enter');
  await friend.page.getByRole('alert').filter({ hasText: '16자' }).waitFor();
  await typed.fill(code.toLowerCase());
  await typed.press('Enter');
  await friend.page.locator('h1:focus', { hasText: '삼투와 확산' }).waitFor();
  expect(await barriers(friend.page)).toEqual([]);
  await friend.page.getByRole('button', { name: '이 주제 신고하기' }).click();
  await friend.page.getByLabel('광고나 장난이에요').check();
  await friend.page.getByRole('button', { name: '신고하기', exact: true }).click();
  await friend.page.getByText('신고했어요').waitFor();
  await friend.page.getByRole('button', { name: '내 주제로 가져오기' }).click();
  await friend.page.getByText(`받은 주제예요 (코드 ${code})`).waitFor();
  expectNoTrouble(friend);
  await page.getByRole('button', { name: '공유 그만하기' }).click();
  await page.locator('h2:focus', { hasText: '주제 공유하기' }).waitFor();
}

/** Answers once in writing, without a network and over a reload, and once by voice. */
async function answerPupil(visitor: Visit): Promise<void> {
  const { page } = visitor;
  const question = await page.locator('.pupil .question').innerText();
  await page.getByRole('button', { name: '대답하기' }).click();
  await page.getByRole('heading', { name: question }).waitFor();
  await choose(page, '글');
  await page.getByLabel('대답을 글로 쓰기').fill('음, 그건 아직 잘 모르겠어요.');
  expect(await barriers(page)).toEqual([]);
  await withoutNetwork(page, async () => {
    await page.getByRole('button', { name: '보내기', exact: true }).click();
    await page.getByRole('heading', { name: '아직 보내지 못했어요' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '아직 보내지 못했어요' }).waitFor();
  });
  await page.getByText('질문 2 / 3').waitFor();
  expect(await page.locator('.dialogue .asked').allInnerTexts()).toEqual([question]);
  await page.getByText('아직 처음과 같은').first().waitFor();

  await page.getByRole('button', { name: '대답하기' }).click();
  await sendRecording(page, wall);
  await page.getByRole('heading', { name: '학생이 이해했어요!' }).waitFor();
  expect(await page.locator('.dialogue li').count()).toBe(2);
  await page.locator('.explanation', { hasText: wall }).waitFor();
  expect(await barriers(page)).toEqual([]);
}

/** From one's own notes to a second try. */
export function describeLoop({ stack, browser, open }: WebAppWorld): void {
  describe('the learning loop', () => {
    it('goes from notes to a second try on one phone, with the network gone in between', {
      timeout: 240_000,
    }, async () => {
      const visitor = await visit(browser, { withWorker: true });
      const { page } = visitor;
      await page.addInitScript(agreed);
      await page.goto(stack.origin);
      await untilWorkerAnswers(page);
      await makeTopic(visitor);
      await editTopic(visitor);
      await shareTopic(visitor, await open({ viewport: { width: 320, height: 700 } }));

      await page.getByRole('button', { name: '가르치기', exact: true }).click();
      await page.locator('#ways .path', { hasText: '삼투와 확산' }).waitFor();
      await sendRecording(page, osmosis);
      await page.getByRole('heading', { name: '힌트' }).waitFor();
      expect(await page.getByText(wall).count()).toBe(0);
      expect(await barriers(page)).toEqual([]);
      const lectureHash = new URL(page.url()).hash;
      const first = await scoreOf(visitor);
      await answerPupil(visitor);
      expect(await scoreOf(visitor)).toBe(first);
      const understood = Number(await page.locator('.understanding strong').innerText());
      expect(understood).toBeGreaterThan(first);

      const missed = page.locator('.key-point', { hasText: burst });
      await missed.getByRole('button', { name: '이 평가에 동의하지 않아요' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/왜 그렇게 생각하나요/).fill('다른 말로 설명했어요.');
      expect(await dialog.getByRole('checkbox').isChecked()).toBe(false);
      await dialog.getByRole('checkbox', { name: /평가를 개선하는 데 써도/ }).check();
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole('button', { name: '다시 봐 주세요' }).click();
      await missed.getByText('다시 봐도 평가가 더 좋아지지 않았어요').waitFor();
      await missed.locator('p:focus').waitFor();
      await page.getByRole('button', { name: /이름 바꾸기/ }).click();
      await page.getByRole('dialog').getByText('이름 없이 사람이 살펴보고').waitFor();
      await page.getByRole('button', { name: '동의 철회' }).last().click();
      await page.getByRole('dialog').getByText('이름 없이').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');

      await page.getByText('받아쓴 글', { exact: true }).click();
      await page.getByRole('button', { name: '잘못 받아쓴 곳 고치기' }).click();
      await page.locator('#corrected-text:focus').waitFor();
      await page.getByLabel('잘못 받아쓴 곳 고치기').fill(osmosis.replace('막을', '막을 꼭'));
      await page.getByRole('button', { name: '고친 글 보내기' }).click();
      await page.getByText('고친 글', { exact: true }).waitFor();
      await page.locator('summary:focus', { hasText: '받아쓴 글' }).waitFor();

      await missed.getByRole('button', { name: '이 부분만 다시 말하기' }).click();
      await page.getByRole('heading', { name: '이 부분만 다시 말해 볼까요?' }).waitFor();
      await sendRecording(page, burst);
      await page.locator('.key-point.covered', { hasText: burst }).waitFor();
      await page.getByRole('heading', { name: '이어서 가르친 것' }).waitFor();

      await page.getByRole('link', { name: '내 기록' }).click();
      await page.locator('.again-rows').getByText('핵심 4 다시').waitFor();
      await page.getByText('삼투와 확산2번 가르쳤어요').click();
      const table = page.getByRole('table', { name: '삼투와 확산: 핵심 내용별 변화' });
      const row = table.getByRole('row', { name: /핵심 4/ });
      const states = row.getByRole('cell').locator('.visually-hidden');
      expect(await states.allInnerTexts()).toEqual(['빠졌어요', '살펴보지 않음', '설명했어요']);
      expect(await barriers(page)).toEqual([]);
      await page.locator('.rows a').first().click();
      await page.locator('.score').waitFor();
      expect(new URL(page.url()).hash).toBe(lectureHash);

      await page.getByRole('link', { name: '내 주제', exact: true }).first().click();
      await page.getByRole('link', { name: /삼투와 확산/ }).click();
      await page.getByRole('button', { name: '주제 지우기' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '주제 지우기' }).click();
      await page.getByText('아직 만든 주제가 없어요').waitFor();
    });

    it('says why a topic could not be prepared, and prepares it again', async () => {
      const visitor = await open();
      const { page } = visitor;
      stack.standIn.misbehave({ kind: 'refusal' }, { endpoint: 'chat', times: 2 });
      await page.goto(`${stack.origin}/#/topics/new`);
      await page.getByLabel('제목').fill('삼투와 확산');
      await page.getByRole('button', { name: '주제 만들기' }).click();
      await page.getByText('사유 코드: ASSESSMENT_REFUSED').waitFor();
      stack.standIn.behave();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: '고쳐서 다시 만들기' }).click();
      expect(await page.getByLabel('제목').inputValue()).toBe('삼투와 확산');
      await page.getByRole('button', { name: '주제 만들기' }).click();
      await page.getByRole('heading', { name: '말하기 전에 30초' }).waitFor();
      expectNoTrouble(visitor);

      // A learner who reloads a list by the keyboard stays in the place where the list appears.
      await page.route('**/api/v1/users/topics', (route) => route.abort(), { times: 1 });
      await page.getByRole('link', { name: '내 주제', exact: true }).first().click();
      await page.getByRole('button', { name: '다시 해 보기' }).press('Enter');
      await page.locator('.loaded:focus').waitFor();
    });

    it.each([320, 1280])('has no sideways scrolling at %i pixels', async (width) => {
      const visitor = await open({ viewport: { width, height: 700 }, locale: 'en-US' });
      const { page } = visitor;
      const scrolled = () => page.evaluate('document.documentElement.scrollWidth');
      for (const hash of ['#/topics', '#/topics/new', '#/records']) {
        await page.goto(`${stack.origin}/${hash}`);
        await page.locator('h1:not(:text("Loading…"))').waitFor();
        expect([hash, await scrolled()]).toEqual([hash, width]);
      }
    });
  });

  describe('the first screen', () => {
    it.each([
      { name: 'a phone', viewport: { width: 390, height: 844 } },
      { name: 'a desktop', viewport: { width: 1280, height: 800 } },
    ])('stays where it is on $name while its topic arrives', async ({ viewport }) => {
      const { page } = await visit(browser, { viewport });
      await page.addInitScript(`{
        window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if (!entry.hadRecentInput) window.shifted += entry.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
      }`);
      const shown = page.getByRole('heading', { name: '무엇을 가르쳐 볼까요?' });
      // Nothing of the topic comes before the page has been drawn without it.
      await page.route('**/api/v1/**', async (route) => {
        await shown.waitFor();
        await page.evaluate(
          'new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))',
        );
        await route.continue();
      });
      await page.goto(stack.origin);
      await page.getByRole('heading', { name: /연락처가 백만 개/ }).waitFor();
      await page.locator('.chips li').first().waitFor();
      await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))');
      expect(await page.evaluate('window.shifted')).toBeLessThanOrEqual(0.1);
    });
  });
}
