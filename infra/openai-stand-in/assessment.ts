import { type AdversarialMode, adversarialMatches } from './adversarial.ts';
import { type KeyPoint, matchTalk, type VoicedMisconception } from './matching.ts';
import { type JsonSchema, propertiesOf, resolved } from './schema-walk.ts';
import { languageOf } from './sentences.ts';
import type { Assignment } from './topic-prompt.ts';
import { nextStepFor, reasonFor, returnToTopic, strengthFor } from './wording.ts';

/**
 * What can be said of the talk, under the names an assessment's schema asks for. The shape of the
 * answer is the schema's alone; this is its content.
 */
export interface Assessment {
  readonly onTopic: boolean;
  readonly language: 'ko' | 'en';
  readonly keyPoints: Readonly<
    Record<string, { readonly quote: string; readonly reason: string; readonly label: string }>
  >;
  readonly misconceptions: readonly VoicedMisconception[];
  readonly strengths: readonly string[];
  readonly nextSteps: readonly string[];
}

/** Assesses the talk, for the key points the schema asks about, in the talk's language. */
export function assess(
  assignment: Assignment,
  schema: JsonSchema,
  adversarial?: AdversarialMode,
): Assessment {
  const { topic, transcript } = assignment;
  const language = languageOf(transcript);
  const keyPoints = askedKeyPoints(assignment, schema);
  const honest = matchTalk(transcript, topic.topicName, keyPoints, topic.misconceptions);
  const matches =
    adversarial === undefined
      ? honest.keyPoints
      : adversarialMatches(adversarial, transcript, keyPoints);
  const misconceptions = adversarial === undefined ? honest.misconceptions : [];

  const onTopic =
    honest.namesTopic ||
    misconceptions.length > 0 ||
    matches.some(({ label }) => label !== 'missing');
  const covered = matches.filter(({ label }) => label === 'covered');
  const open = matches.filter(({ label }) => label !== 'covered');
  return {
    onTopic,
    language,
    keyPoints: Object.fromEntries(
      matches.map((match) => [
        match.keyPoint.id,
        { quote: match.quote, reason: reasonFor(match, language), label: match.label },
      ]),
    ),
    misconceptions,
    strengths: covered.slice(0, 3).map((match) => strengthFor(match, language)),
    nextSteps: onTopic
      ? open.slice(0, 3).map((match) => nextStepFor(match, language))
      : [returnToTopic(topic.topicName, language)],
  };
}

/** The ids the schema asks for, with the statements the topic gives them. */
function askedKeyPoints({ topic }: Assignment, schema: JsonSchema): KeyPoint[] {
  const asked = propertiesOf(resolved(schema, schema)).get('keyPoints');
  const ids = asked === undefined ? [] : [...propertiesOf(resolved(asked, schema))];
  if (ids.length === 0) return topic.keyPoints;
  return ids.map(([id, idSchema]) => ({
    id,
    // An id the topic does not explain (a rubric's) is explained by the schema, or by the topic.
    statement:
      topic.keyPoints.find((keyPoint) => keyPoint.id === id)?.statement ??
      (idSchema['description'] === undefined
        ? `${topic.topicName} ${topic.description}`
        : String(idSchema['description'])),
  }));
}
