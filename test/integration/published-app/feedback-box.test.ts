import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fittedText } from '../../../shared/assessment/fitted-text.ts';
import {
  type ShortTextParts,
  strengthText,
  weaknessText,
} from '../../../shared/assessment/short-texts.ts';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { startBrowser, visit } from '../../e2e/web-app-browser.ts';
import { whereChromiumIs } from '../../support/where-chromium-is.ts';

/**
 * The published app's box: 14 px type at a line height of 1.6, centred in 86 px, in a page of 393 px that
 * does not scroll. 160 Korean characters fit and 180 touch, if the box is as wide as the page less 24 px a
 * side, with as much free space above and below.
 */
const box = { width: 393 - 2 * 24, height: 86, freeAround: 24 };

const { majors } = parseCatalog(catalogData);
const topics = majors.flatMap(({ subjects }) => subjects.flatMap((subject) => subject.topics));
const labels = ['covered', 'partial', 'missing', 'wrong', 'transcription_error'] as const;

/** Every topic in both languages, each with its labels shifted by one from the topic before. */
function composedTexts(): string[] {
  return topics.flatMap(({ topicName, keyPoints, misconceptions }, turn) =>
    (['ko', 'en'] as const).flatMap((language) => {
      const parts: ShortTextParts = {
        topicName,
        isOnTopic: turn % 9 !== 0,
        keyPoints: keyPoints.map((keyPoint, index) => ({
          ...keyPoint,
          label: labels[(turn + index) % labels.length] ?? 'missing',
        })),
        corrections: misconceptions
          .slice(0, turn % 3)
          .map(({ statement, correction }) => ({ said: statement, right: correction })),
        strengths: keyPoints.slice(0, 1).map(({ statement }) => statement),
        nextSteps: keyPoints.slice(-1).map(({ statement }) => statement),
        language,
      };
      return [strengthText(parts), weaknessText(parts)];
    }),
  );
}

const endless = (word: string) => word.repeat(400 / word.length);
const worst: ShortTextParts = {
  topicName: endless('가나다 '),
  isOnTopic: true,
  keyPoints: [{ statement: endless('해시와 '), weight: 5, label: 'covered' }],
  corrections: [{ said: endless('충돌은 '), right: endless('언제나 ') }],
  strengths: [endless('또박또박')],
  nextSteps: [endless('개방주소법을')],
  language: 'ko',
};
const worstTexts = [
  strengthText(worst),
  weaknessText(worst),
  weaknessText({ ...worst, isOnTopic: false }),
  strengthText({ ...worst, language: 'en' }),
  weaknessText({ ...worst, language: 'en' }),
  weaknessText({ ...worst, language: 'en', isOnTopic: false }),
];

/** As today's rows have them: headings, lines, and as long as they came. */
const storedTexts = topics.map(({ keyPoints }) =>
  fittedText(
    `잘 설명한 점: ${keyPoints.map(({ statement }) => statement).join(' ')}\n또박또박 말했어요.`,
  ),
);

await whereChromiumIs('the box of the published app', async (chromiumPath) => {
  const browser = await startBrowser(chromiumPath);
  describe('the box of strength and weakness in the published app', () => {
    it.each([
      ['composed for any topic, in Korean and English', composedTexts()],
      ['composed of the longest parts', worstTexts],
      ['stored before they were composed to fit', storedTexts],
    ])('has room for texts %s', async (_which, texts) => {
      const { page } = await visit(browser, { viewport: { width: 393, height: 727 } });

      expect(new Set(texts).size).toBeGreaterThan(5);
      expect((await overflowing(page, texts)).map(({ text }) => text)).toEqual([]);
    });

    it('has no room for 180 Korean characters: the measures are the app’s', async () => {
      const { page } = await visit(browser, { viewport: { width: 393, height: 727 } });
      const prose = topics.flatMap(({ keyPoints }) => keyPoints.map(({ statement }) => statement));
      const long = prose.join(' ').slice(0, 180);

      expect(await overflowing(page, [long])).toHaveLength(1);
    });
  });
});

/** Texts that overflow the box by more than the free room around it, or at its sides. */
async function overflowing(page: Page, texts: readonly string[]) {
  await page.setContent(
    `<main style="font: 14px/1.6 sans-serif"><div id="box" style="width: ${box.width}px"></div></main>`,
  );
  const heights = await page.evaluate<{ text: string; height: number; width: number }[]>(`
    ${JSON.stringify(texts)}.map((text) => {
      const element = document.getElementById('box');
      element.textContent = text;
      return { text, height: element.scrollHeight, width: element.scrollWidth };
    })`);
  const room = box.height + 2 * box.freeAround;
  return heights.filter(({ height, width }) => height >= room || width > box.width);
}
