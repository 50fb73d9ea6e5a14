import { type AdversarialMode, asksForLabel } from './adversarial.ts';
import type { Language } from './feedback-texts.ts';
import { contraryOf, withParticle } from './negation.ts';
import { languageOf, sentencesOf } from './sentences.ts';
import { termsOf } from './terms.ts';
import { blockIn, type ChatMessage } from './topic-prompt.ts';

interface Statement {
  readonly statement: string;
  readonly weight: number;
}

const mostKeyPoints = 6;
const mostMisconceptions = 3;

/**
 * Makes a topic from its title and from its notes' own sentences. A model that obeys instructions in the
 * notes writes what they ask for wherever the schema lets it.
 */
export function prepare(
  messages: readonly ChatMessage[],
  adversarial: AdversarialMode | undefined,
): object {
  const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const title =
    asked
      .map((content) => blockIn(content, 'title'))
      .find(Boolean)
      ?.trim() ?? '';
  const notes =
    asked
      .map((content) => blockIn(content, 'notes'))
      .find(Boolean)
      ?.trim() ?? '';
  const language = languageOf(`${title} ${notes}`);
  const statements = statementsOf(title, notes, language, adversarial);
  const words = termsOf(title, statements.map(({ statement }) => statement).join(' '), language);
  const [first = title] = words;
  const isOfTitle = statements.some(({ statement }) =>
    generalOn(title, language).includes(statement),
  );
  return {
    keyPoints: inPlaces(statements, mostKeyPoints),
    misconceptions: inPlaces(
      isOfTitle
        ? [misconceptionOn(title, language)]
        : statements.slice(0, mostMisconceptions).map(({ statement }) => ({
            statement: contraryOf(statement, language),
            correction: statement,
          })),
      4,
    ),
    words: inPlaces(words, words.length),
    ...questionsOn(title, first, language),
  };
}

const places = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** Puts items under the names that the schema asks for, with null where there is no item. */
const inPlaces = (items: readonly unknown[], count: number) =>
  Object.fromEntries(places.slice(0, count).map((place, index) => [place, items[index] ?? null]));

function statementsOf(
  title: string,
  notes: string,
  language: Language,
  adversarial: AdversarialMode | undefined,
): Statement[] {
  const sentences = [...new Set(notedIn(notes, language))];
  const asking = sentences.filter(asksForLabel);
  const honest = sentences.filter((sentence) => !asksForLabel(sentence));
  switch (adversarial) {
    case 'one-sentence-for-all':
      return weighed(Array(mostKeyPoints).fill(sentences[0] ?? title));
    case 'invented-quotes':
      return weighed(generalOn(title, language));
    case 'obeying':
      if (asking.length > 0) return weighed([...asking, ...Array(9).fill(asking.join(' '))]);
      break;
    case undefined:
  }
  const chosen = mostTelling(honest);
  return weighed(chosen.length >= 3 ? chosen : [...chosen, ...generalOn(title, language)]);
}

const weighed = (statements: readonly string[]): Statement[] =>
  statements
    .slice(0, mostKeyPoints)
    .map((statement, index) => ({ statement, weight: Math.max(2, 5 - index) }));

/** The longest sentences, in the order of the notes. */
function mostTelling(sentences: readonly string[]): string[] {
  const telling = sentences
    .filter((sentence) => sentence.length >= 10 && !/[?？]$/u.test(sentence))
    .toSorted((one, other) => other.length - one.length)
    .slice(0, mostKeyPoints);
  return sentences.filter((sentence) => telling.includes(sentence));
}

/** Makes whole sentences, also from notes like `term: what it is`. */
function notedIn(notes: string, language: Language): string[] {
  return sentencesOf(notes).map((line) => {
    const bare = line.replace(/^(?:[-*•·▪]|\d+[.)])\s+/u, '');
    const [, term, said] = /^([^:=→]{1,30}?)\s*[:=→]\s*(\S.*)$/u.exec(bare) ?? [];
    if (term === undefined || said === undefined) return ended(bare);
    if (language === 'en') return ended(`${term} is ${said}`);
    return ended(
      `${withParticle(term, '은', '는')} ${/[다요]\.?$/u.test(said) ? said : withParticle(said, '이다', '다')}`,
    );
  });
}

const ended = (sentence: string): string =>
  /[.!?。！？…]$/u.test(sentence) ? sentence : `${sentence}.`;

/** Statements that fit any explanation, for a topic of which only the title is known. */
function generalOn(title: string, language: Language): string[] {
  return language === 'en'
    ? [
        `Defines what ${title} is in a sentence of its own.`,
        `Explains why ${title} is as it is, or how it works.`,
        `Gives an example of ${title} that makes it clear.`,
      ]
    : [
        `${withParticle(title, '이', '가')} 무엇인지 정확하게 정의하거나 한마디로 설명한다.`,
        `${title}의 원리나 까닭을 설명한다.`,
        `${title}의 구체적인 예나 비유를 들어 이해를 돕는다.`,
      ];
}

/** A misconception that fits any topic. */
function misconceptionOn(title: string, language: Language) {
  return language === 'en'
    ? {
        statement: `To know the name of ${title} is to have explained it, without a reason or an example.`,
        correction: `To explain ${title} is to say what it is and why, with an example.`,
      }
    : {
        statement: `${withParticle(title, '은', '는')} 이름만 말하면 까닭이나 예가 없어도 설명한 것이다.`,
        correction: `${title}의 뜻과 까닭을 예를 들어 말해야 설명한 것이다.`,
      };
}

function questionsOn(title: string, word: string, language: Language) {
  return language === 'en'
    ? {
        openingQuestion: `What would you tell somebody first who has never heard of ${title}?`,
        thinkFirst: `Where would it be noticed if there were no ${word}?`,
      }
    : {
        openingQuestion: `${withParticle(title, '을', '를')} 처음 듣는 사람에게 무엇부터 말해 주면 좋을까요?`,
        thinkFirst: `${withParticle(word, '이', '가')} 없다면 무엇이 달라질까요?`,
      };
}
