import { describe, expect, it } from 'vitest';
import { spokenText } from '../../../shared/assessment/quotes/spoken-text.ts';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { inLanguage } from '../../../shared/catalog/topic.ts';

const topics = parseCatalog(catalogData).majors.flatMap(({ subjects }) =>
  subjects.flatMap((subject) => subject.topics),
);

/** In letters and digits: how much of an answer may appear in a question in its own words. */
const longestRun = { ko: 8, en: 25 };
const largestShare = 0.35;

/** What is read in half a minute at a usual pace. */
const readIn30Seconds = { ko: 160, en: 400 };

describe.each(['ko', 'en'] as const)('the card of every topic, in %s,', (language) => {
  const cards = topics.map((topic) => ({
    topicName: topic.topicName,
    card: inLanguage(topic.card, language),
    answers: [
      ...topic.keyPoints.map((point) => inLanguage(point, language).statement),
      ...topic.misconceptions.map((belief) => inLanguage(belief, language).correction),
    ],
  }));

  it('asks two different questions and names three words, in that language', () => {
    const ofLanguage = language === 'ko' ? /[가-힣].*[요가까]\?$/u : /^[A-Z][^가-힣]+\?$/u;
    for (const { topicName, card } of cards) {
      expect(card.openingQuestion, topicName).toMatch(ofLanguage);
      expect(card.thinkFirst, topicName).toMatch(ofLanguage);
      expect(card.words, topicName).toHaveLength(3);
      for (const word of card.words) {
        expect(word, topicName).not.toMatch(/[.?!]/);
        if (language === 'en') expect(word, topicName).not.toMatch(/[가-힣]/u);
      }
    }
    const questions = cards.flatMap(({ card }) => [card.openingQuestion, card.thinkFirst]);
    expect(new Set(questions).size).toBe(2 * topics.length);
  });

  it('can be read within thirty seconds', () => {
    for (const { topicName, card } of cards) {
      const text = [card.openingQuestion, ...card.words, card.thinkFirst].join(' ');
      expect(text.length, topicName).toBeLessThanOrEqual(readIn30Seconds[language]);
    }
  });

  it('gives no answer away in its own words', () => {
    for (const { topicName, card, answers } of cards) {
      for (const question of [card.openingQuestion, card.thinkFirst]) {
        for (const answer of answers) {
          const about = `${topicName}: “${question}” in “${answer}”`;
          expect(commonRun(question, answer).length, about).toBeLessThan(longestRun[language]);
        }
      }
    }
  });

  it('gives no answer away in another order either', () => {
    for (const { topicName, card, answers } of cards) {
      const asked = letterRuns(`${card.openingQuestion} ${card.thinkFirst}`, language);
      for (const answer of answers) {
        const said = letterRuns(answer, language);
        const shared = [...said].filter((run) => asked.has(run)).length / said.size;
        expect(shared, `${topicName}: ${answer}`).toBeLessThan(largestShare);
      }
    }
  });
});

/** The longest run of letters that both texts contain. */
function commonRun(one: string, other: string): string {
  const letters = Array.from(spokenText(one).letters);
  const { letters: within } = spokenText(other);
  let longest = '';
  for (const start of letters.keys()) {
    for (let end = start + longest.length + 1; end <= letters.length; end += 1) {
      const run = letters.slice(start, end).join('');
      if (!within.includes(run)) break;
      longest = run;
    }
  }
  return longest;
}

/** Two syllables of Korean say about as much as four letters of English. */
function letterRuns(text: string, language: 'ko' | 'en'): ReadonlySet<string> {
  const { letters } = spokenText(text);
  const length = language === 'ko' ? 2 : 4;
  return new Set(Array.from(letters, (_, index) => letters.slice(index, index + length)));
}
