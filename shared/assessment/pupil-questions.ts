import * as z from 'zod/mini';
import type { KeyPoint } from '../catalog/topic.ts';
import { property, textsOf } from '../loose-json.ts';
import { type AnswerLanguage, languageNames } from './answer-language.ts';
import { cutSentence } from './answer-limits.ts';
import type { ChatQuestion } from './chat-model.ts';
import { keyPointId } from './find-passages.ts';
import { asJsonData } from './prompt.ts';

const rules = `You are a curious pupil. Somebody teaches you a topic. For each statement ask the one question whose answer is that statement, so that whoever teaches finds the point by themselves.

Ask in one short sentence, friendly and concrete: how, why, what happens if. Never give the answer away: do not repeat the statement, do not turn it into a question that yes answers, and leave out the words that the answer consists of. Ask nothing else.`;

/** This is enough for one short question in Korean. */
const tokensAQuestion = 90;

/**
 * Makes the third question of an assessment: what a pupil would ask about each key point. The model
 * sees nothing that the learner said, so nothing said can steer it. It needs none of the other answers.
 *
 * @param asked earlier questions about the same topic, which must not come again
 */
export function pupilQuestion(
  topicName: string,
  keyPoints: readonly KeyPoint[],
  language: AnswerLanguage,
  asked: readonly string[],
): ChatQuestion {
  const statements = Object.fromEntries(
    keyPoints.map(({ statement }, index) => [keyPointId(index), statement]),
  );
  const described = { topicName, statements, ...(asked.length > 0 && { askedBefore: asked }) };
  const question = z.string().check(z.describe('One short question, in the answer language'));
  const { $schema: _, ...answerSchema } = z.toJSONSchema(
    z.object({
      questions: z.object(
        Object.fromEntries(keyPoints.map((_, index) => [keyPointId(index), question])),
      ),
    }),
  );
  return {
    step: 'ask',
    system: `${rules}\n\nAsk in ${languageNames[language]}.`,
    user: `<statements>\n${asJsonData(described)}\n</statements>`,
    answerSchema,
    maximumAnswerTokens: tokensAQuestion * keyPoints.length,
  };
}

/** Longer questions are replaced: a question must be short enough to be read at a glance, or heard. */
const questionMaximumCharacters = 160;

/**
 * Reads the question for each key point. Where the answer has none, or one that contains what it asks
 * for, a plain question that can give nothing away takes its place.
 */
export function readQuestions(
  answer: unknown,
  topicName: string,
  keyPoints: readonly KeyPoint[],
  language: AnswerLanguage,
): string[] {
  const questions = property(answer, 'questions') ?? answer;
  return keyPoints.map(({ statement }, index) => {
    const [given = ''] = textsOf(property(questions, keyPointId(index)));
    const question = cutSentence(given.replace(/\s+/g, ' '));
    const isFit = question !== '' && question.length <= questionMaximumCharacters;
    return isFit && !givesAway(question, statement) ? question : plainQuestion(topicName, language);
  });
}

export const plainQuestion = (topicName: string, language: AnswerLanguage): string =>
  language === 'en'
    ? `There is something about “${topicName}” that I do not get yet. What else belongs to it?`
    : `‘${topicName}’에서 아직 이해되지 않는 점이 있어요. 무엇을 더 설명해 줄 수 있나요?`;

/**
 * A question that contains this share of a statement gives it away; any question names some of its
 * words.
 */
const shareGivenAway = 0.6;

/** Whether most of the statement stands in the question, compared by pairs of neighbouring letters. */
export function givesAway(question: string, statement: string): boolean {
  const asked = pairsOf(question);
  const stated = pairsOf(statement);
  const shared = [...stated].filter((pair) => asked.has(pair)).length;
  // For a statement without pairs this is NaN, and the comparison is false.
  return shared / stated.size >= shareGivenAway;
}

function pairsOf(text: string): Set<string> {
  const letters = [...text.normalize('NFKC').toLowerCase()].filter((each) =>
    /[\p{L}\p{N}]/u.test(each),
  );
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
