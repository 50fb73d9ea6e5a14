import { type AdversarialMode, dishonestPassages, isTalkedOver } from './adversarial.ts';
import {
  nextStepFor,
  questionOn,
  reasonFor,
  returnToTopic,
  strengthFor,
} from './feedback-texts.ts';
import { type KeyPoint, type KeyPointMatch, matchPassages, matchTalk } from './matching.ts';
import { prepare } from './preparation.ts';
import { type JsonSchema, propertiesOf, resolved } from './schema-walk.ts';
import { languageOf } from './sentences.ts';
import {
  type Assignment,
  type ChatMessage,
  type Judged,
  readAssignment,
  readJudged,
  readWondered,
  type Wondered,
} from './topic-prompt.ts';

/**
 * Makes the content of an answer, by the names that the schema asks for: passages of a whole talk, the label
 * of one key point, a pupil's questions, or a topic from somebody's notes. The schema alone decides the
 * answer's shape.
 */
export function answerTo(
  messages: readonly ChatMessage[],
  schema: JsonSchema,
  adversarial?: AdversarialMode,
): object {
  const asked = propertiesOf(schema);
  if (asked.has('label')) return judge(readJudged(messages), adversarial);
  if (asked.has('questions')) return wonder(readWondered(messages));
  if (asked.has('openingQuestion')) return prepare(messages, adversarial);
  return find(readAssignment(messages), schema, adversarial);
}

/** Finds passages for the key points that the schema asks about, and makes lists in the talk's language. */
function find(
  assignment: Assignment,
  schema: JsonSchema,
  adversarial: AdversarialMode | undefined,
): object {
  const { topic, transcript } = assignment;
  const language = languageOf(transcript);
  const keyPoints = askedKeyPoints(assignment, schema);
  const honest = matchTalk(transcript, topic.topicName, keyPoints, topic.misconceptions);
  const passagesFor = ({ keyPoint, quote, beside }: KeyPointMatch): string[] => {
    const found = [quote, beside].filter((passage) => passage !== '');
    return adversarial === undefined
      ? found
      : dishonestPassages(adversarial, transcript, keyPoint, found);
  };
  const said = honest.keyPoints.filter(({ label }) => label !== 'missing');
  const open = honest.keyPoints.filter(({ label }) => label !== 'covered');
  return {
    keyPoints: Object.fromEntries(
      honest.keyPoints.map((match) => [match.keyPoint.id, passagesFor(match)]),
    ),
    misconceptions: adversarial === undefined ? honest.misconceptions : [],
    strengths: said
      .filter(({ label }) => label === 'covered')
      .slice(0, 3)
      .map((match) => strengthFor(match, language)),
    nextSteps:
      said.length > 0 || honest.namesTopic
        ? open.slice(0, 3).map((match) => nextStepFor(match, language))
        : [returnToTopic(topic.topicName, language)],
  };
}

/** Gives one key point the label that its passages deserve by their words, with a reason. */
function judge({ statement, passages }: Judged, adversarial: AdversarialMode | undefined): object {
  const keyPoint: KeyPoint = { id: 'k1', statement };
  const match = matchPassages(keyPoint, passages);
  const label =
    adversarial !== undefined && isTalkedOver(adversarial, passages) ? 'covered' : match.label;
  return { label, reason: reasonFor({ ...match, label }, languageOf(passages.join(' '))) };
}

/** Asks one question for each statement, in its language and with only one word of it. */
function wonder({ topicName, statements, askedBefore }: Wondered): object {
  const language = languageOf(Object.values(statements).join(' ') || topicName);
  return {
    questions: Object.fromEntries(
      Object.entries(statements).map(([id, statement]) => [
        id,
        questionOn(statement, topicName, language, askedBefore.length),
      ]),
    ),
  };
}

/** The ids that the schema asks for, with their statements from the topic. */
function askedKeyPoints({ topic }: Assignment, schema: JsonSchema): KeyPoint[] {
  const asked = propertiesOf(resolved(schema, schema)).get('keyPoints');
  const ids = asked === undefined ? [] : [...propertiesOf(resolved(asked, schema))];
  if (ids.length === 0) return topic.keyPoints;
  return ids.map(([id, idSchema]) => ({
    id,
    // The schema or the topic as a whole explains an id that has no statement in the topic.
    statement:
      topic.keyPoints.find((keyPoint) => keyPoint.id === id)?.statement ??
      (idSchema['description'] === undefined
        ? `${topic.topicName} ${topic.description}`
        : String(idSchema['description'])),
  }));
}
