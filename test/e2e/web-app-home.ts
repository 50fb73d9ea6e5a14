import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { barriers } from './web-app-browser.ts';
import { expectNoTrouble, sendText, typed, type WebAppWorld } from './web-app-world.ts';

const home = z.looseObject({ quest: z.looseObject({}) });

/** What brings a learner back: the streak, the quest of the day and what is about to be forgotten. */
export function describeHome({ open }: WebAppWorld): void {
  describe('a learner who was here before', () => {
    it('sees the streak grow, and reaches the quest or a weak topic by one tap', async () => {
      const visitor = await open();
      const { page } = visitor;
      // A visitor who has taught nothing is asked for nothing.
      expect(await page.locator('.today').count()).toBe(0);
      await sendText(visitor, typed);
      await page.locator('.streak-grown', { hasText: '오늘이 첫째 날이에요' }).waitFor();
      await page.getByRole('link', { name: '가르치기' }).click();
      await page.locator('.streak.done', { hasText: '1일째' }).waitFor();
      await page.locator('.quest-topic', { hasText: '이진 탐색' }).waitFor();
      // Nobody needs to hear of a day's fifty.
      expect(await page.locator('.allowance').count()).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: '다른 주제로' }).click();
      await page.locator('.quest-topic', { hasText: '퀵 정렬' }).waitFor();
      await page.getByRole('button', { name: '30초만 말하기' }).click();
      await page.getByRole('heading', { name: /뒤섞인 카드 한 벌/ }).waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('teach-title');
      expectNoTrouble(visitor);

      // What was shown last is there at once, before anybody has answered.
      await page.route('**/api/v1/users/home', () => {});
      await page.reload();
      await page.locator('.streak.done', { hasText: '1일째' }).waitFor();
      await page.unroute('**/api/v1/users/home');

      // Days later, as the server would say it then.
      await page.route('**/api/v1/users/home', async (route) => {
        const response = await route.fetch();
        const today = home.parse(await response.json());
        const due = [
          { topicId: 1001, topicName: '해시 테이블', state: 'DUE', keyPoints: [1, 2, 3] },
        ];
        const allowance = { lecturesLeft: 4, earned: 2, nextAt: '2026-11-27T15:00:00.000Z' };
        await route.fulfill({ response, json: { ...today, due, dueCount: 1, allowance } });
      });
      await page.reload();
      await page.getByText('오늘 4번 더 가르칠 수 있어요. 광고를 보고 얻은 2번은').waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByText('다시 볼 주제 1개').click();
      await page.getByRole('button', { name: '해시 테이블' }).click();
      await page.getByRole('heading', { name: '이 부분만 다시 말해 볼까요?' }).waitFor();
      await page.getByText('어떤 부분이었는지 보기').click();
      await page.locator('.point-again p', { hasText: /\?/ }).waitFor();
    });
  });
}
