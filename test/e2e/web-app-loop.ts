import { describe, expect, it } from 'vitest';
import { barriers, visit } from './web-app-browser.ts';
import { expectNoTrouble, type WebAppWorld } from './web-app-world.ts';

/** From one's own notes to a second try. */
export function describeLoop({ stack, browser, open }: WebAppWorld): void {
  describe('the learning loop', () => {
    it('says why a topic could not be prepared, and makes it again', async () => {
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
