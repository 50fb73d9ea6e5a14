import * as z from 'zod/mini';
import type { KeyPoint } from '../catalog/topics.ts';
import { type AnswerLanguage, languageNames } from './answer-language.ts';
import { cutSentence } from './answer-limits.ts';
import type { ChatQuestion } from './chat-model.ts';
import { keyPointId } from './find.ts';
import { property, textsOf } from './loose-json.ts';
import { asJsonData } from './prompt.ts';

const rules = `You are a curious pupil. Somebody teaches you a topic. For each statement ask the one question whose answer is that statement, so that whoever teaches finds the point by themselves.

Ask in one short sentence, friendly and concrete: how, why, what happens if. Never give the answer away: do not repeat the statement, do not turn it into a question that yes answers, and leave out the words that the answer consists of. Ask nothing else.`;

/** One short question in Korean. */
const tokensAQuestion = 90;

/**
 * The third question of an assessment: what a pupil would ask of each key point. It is shown nothing
 * that the learner said, so that nothing said can steer it, and needs none of the other answers.
 *
 * @param asked questions that were asked of the same before, and are not to come again
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

/** Longer ones are cut: it is one question, to be read at a glance or heard. */
const questionMaximumCharacters = 160;

/**
 * The question for each key point. Where the answer has none, or one that holds what it asks for,
 * there is a plain one that can give nothing away.
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

/** So much of a statement in a question is its answer; a question names some of its words anyway. */
const shareGivenAway = 0.6;

/** Whether most of the statement stands in the question, by pairs of neighbouring letters. */
export function givesAway(question: string, statement: string): boolean {
  const asked = pairsOf(question);
  const stated = pairsOf(statement);
  const shared = [...stated].filter((pair) => asked.has(pair)).length;
  // Of a statement without pairs it is NaN, which is no such share.
  return shared / stated.size >= shareGivenAway;
}

function pairsOf(text: string): Set<string> {
  const letters = [...text.normalize('NFKC').toLowerCase()].filter((each) =>
    /[\p{L}\p{N}]/u.test(each),
  );
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
