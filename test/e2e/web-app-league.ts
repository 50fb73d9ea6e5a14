import { describe, expect, it } from 'vitest';
import { barriers } from './web-app-browser.ts';
import { expectNoTrouble, sendText, typed, type WebAppWorld } from './web-app-world.ts';

/** The weekly league, for learners who look for it, and nowhere else until then. */
export function describeLeague({ open }: WebAppWorld): void {
  describe('the weekly league', () => {
    it('is joined by one tap, counts what is done, shows a made-up name, and can be left again', async () => {
      const visitor = await open();
      const { page } = visitor;
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/users/league')) asked.push(request.method());
      });
      await page.goto(`${page.url().split('#')[0]}#/league`);
      await page.getByRole('button', { name: '이번 주 함께하기' }).waitFor();
      // Looking is not joining, and home asks for nothing of it.
      expect(asked).not.toContain('PUT');
      asked.length = 0;
      await page.getByRole('link', { name: '가르치기' }).click();
      await sendText(visitor, typed);
      await page.locator('.streak-grown').waitFor();
      expect(await page.locator('.league-link').count()).toBe(0);
      expect(asked).toEqual([]);

      await page.getByRole('link', { name: '내 기록' }).click();
      await page.getByRole('link', { name: '주간 리그 보기' }).click();
      await page.getByRole('button', { name: '이번 주 함께하기' }).click();
      const me = page.locator('.league .me');
      await me.filter({ hasText: '10포인트' }).waitFor();
      expect(await me.locator('.who').innerText()).toMatch(/^[가-힣 ]+\s*나$/);
      expect(await barriers(page)).toEqual([]);

      const box = page.getByRole('checkbox', { name: '내 이름으로 보이기' });
      await box.check();
      await page.getByText(/우리 그룹에 ‘사용자.+로 보여요/).waitFor();
      await me.filter({ hasText: '사용자' }).waitFor();
      await box.uncheck();
      await page.getByText('켜면 알맞은 이름인지 확인한').waitFor();

      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Your group this week' }).waitFor();
      await me.filter({ hasText: /[A-Z][a-z]+ [A-Z].*you/ }).waitFor();
      await page.getByRole('link', { name: 'Teach', exact: true }).click();
      await page.getByRole('link', { name: 'See this week’s league' }).click();
      await page.getByRole('button', { name: 'Leave the league' }).click();
      await page.getByRole('button', { name: 'Join this week' }).waitFor();
      await page.getByRole('link', { name: 'Teach', exact: true }).click();
      await page.locator('.today').waitFor();
      expect(await page.locator('.league-link').count()).toBe(0);
      expectNoTrouble(visitor);
    });
  });
}
