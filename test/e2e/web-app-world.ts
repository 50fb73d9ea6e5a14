import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { RunningStack } from './running-stack.ts';
import { agreed, choose, type Visit, type VisitOptions, visit } from './web-app-browser.ts';

/** A text with some of the topic's key points in it, and markup that must stay text. */
export const typed =
  '해시 테이블은 키를 해시 함수에 넣어 배열의 인덱스로 바꾸고 그 자리에 값을 저장합니다. ' +
  '서로 다른 키가 같은 인덱스를 받는 충돌이 일어날 수 있습니다. <img src=x onerror=alert(1)>';

/** One stack and one browser for all tests of the app. */
export interface WebAppWorld {
  readonly stack: RunningStack;
  readonly browser: Browser;
  /** Opens the app as a visitor who has agreed before, and waits until a topic can be taught. */
  open(options?: VisitOptions, script?: string): Promise<Visit>;
}

export const webAppWorld = (stack: RunningStack, browser: Browser): WebAppWorld => ({
  stack,
  browser,
  async open(options = {}, script) {
    const visitor = await visit(browser, options);
    await visitor.page.addInitScript(agreed);
    if (script !== undefined) await visitor.page.addInitScript(script);
    await visitor.page.goto(stack.origin);
    await visitor.page.locator('#topic option').first().waitFor({ state: 'attached' });
    return visitor;
  },
});

export function expectNoTrouble({ errors, hosts }: Visit): void {
  expect(errors).toEqual([]);
  expect([...hosts].filter((host) => host !== 'localhost' && host !== '127.0.0.1')).toEqual([]);
}

export const scoreOf = async ({ page }: Visit): Promise<number> =>
  Number(await page.locator('.score .ring strong').innerText());

/** Sends a text from the first screen, and waits for its feedback. */
export async function sendText({ page }: Visit, text: string): Promise<void> {
  await choose(page, '글');
  await page.getByLabel('설명을 글로 쓰기').fill(text);
  await page.getByRole('button', { name: '보내기', exact: true }).click();
}
