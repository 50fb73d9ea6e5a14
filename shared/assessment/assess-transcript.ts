import type { Topic } from '../catalog/topic.ts';
import { topicInLanguage } from '../catalog/topic.ts';
import type { StoredFeedback, StoredTranscript } from '../lectures/ports.ts';
import type { CallLimits } from '../speech/ask-in-turn.ts';
import { ProviderError } from '../speech/provider-error.ts';
import { type AnswerLanguage, languageOf } from './answer-language.ts';
import { type AssessmentProgress, nothingBought, progressKeeper } from './assessment-progress.ts';
import type { ChatModel, ChatQuestion } from './chat-model.ts';
import { composeFeedback } from './compose-feedback.ts';
import { type FoundInTalk, findQuestion, flawOfFind, readFound } from './find-passages.ts';
import { type Judgement, judgeQuestion, readJudgement } from './judge-key-point.ts';
import { numbersOf } from './key-points-so-far.ts';
import { type Passage, passageAt } from './passages.ts';
import { promptVersion } from './prompt.ts';
import { pupilQuestion, readQuestions } from './pupil-questions.ts';
import { type QuoteFinder, quoteFinder } from './quote-finder.ts';
import { focusedTopic, keyPointsOf } from './rubric.ts';
import { judgedKeyPoints, weighedScore } from './scoring.ts';
import { nothingFound, quotedAsFound, verifiedFind, wholeAsFound } from './verified-find.ts';

export interface AssessmentPorts {
  readonly chat: ChatModel;
  /** The answers that an earlier attempt has paid for. */
  readonly bought?: AssessmentProgress | undefined;
  /**
   * Stores the answers paid for so far. It returns false where another worker has taken the lecture
   * over.
   */
  readonly keep: (progress: AssessmentProgress) => Promise<boolean>;
  /** The limits of the next call; asked for before each. */
  readonly limits: () => CallLimits;
}

/** The options of one assessment, apart from the transcript and its topic. */
export interface AssessmentTask {
  /** The numbers of the only key points it is judged on. The models hear of no others. @default all */
  readonly focus?: readonly number[] | undefined;
  /** The question that the whole transcript answers. In this case no passages are searched for. */
  readonly answering?: string | undefined;
  /**
   * Passages that were found before to speak to its one key point. In this case none are searched for.
   */
  readonly quoted?: readonly string[] | undefined;
  /**
   * Set where the questions that a pupil asks about each key point are wanted too. None of the
   * questions in `asked` may come again.
   */
  readonly pupil?: { readonly asked: readonly string[] } | undefined;
}

/**
 * Assesses a transcript in two steps. The first step sees the whole talk and finds the passages that
 * speak to each key point; code then checks that they were said. The second step sees one key point
 * with its passages and nothing else, and labels it. Code computes the score.
 *
 * @throws ProviderError after the answers to the other calls are stored
 */
export async function assessTranscript(
  ports: AssessmentPorts,
  whole: Topic,
  transcript: StoredTranscript,
  { focus, answering, quoted, pupil }: AssessmentTask = {},
): Promise<StoredFeedback | 'claim lost'> {
  const language = languageOf(transcript.text);
  const topic = topicInLanguage(focus ? focusedTopic(whole, focus) : whole, language);
  const keyPoints = keyPointsOf(topic);
  const keeper = progressKeeper(ports.bought ?? nothingBought, ports.keep);

  if (answering !== undefined) {
    keeper.add({ found: wholeAsFound(keyPoints, transcript.text) });
  } else if (quoted) {
    keeper.add({ found: quotedAsFound(keyPoints, transcript.text, quoted) });
  } else if (!keeper.progress.found) {
    const finder = quoteFinder(transcript.text);
    const { found: given, ...by } = await findInTalk(
      ports,
      topic,
      transcript.text,
      language,
      finder,
    );
    keeper.add({ ...by, found: verifiedFind(given, keyPoints, finder) });
  }
  const found = keeper.progress.found ?? nothingFound;
  const passages = found.passages.map((spans) =>
    spans.map((span) => passageAt(span, transcript.text)),
  );

  const open = keyPoints.flatMap(({ statement }, index) => {
    const said = passages[index] ?? [];
    return said.length > 0 && !keeper.progress.judgements[index]
      ? [{ index, statement, said }]
      : [];
  });
  // The last answer needs no write of its own: the feedback made from all of them is stored next.
  if (open.length > 0) keeper.store();
  let awaited = open.length;
  const [asked, ...judged] = await Promise.allSettled([
    pupil && askAsPupil(ports, topic, language, pupil.asked),
    ...open.map(async ({ index, statement, said }) => {
      const { judgement, ...by } = await judge(ports, topic, statement, said, language, answering);
      keeper.add({ ...by, ...keeper.progress, judgements: { [index]: judgement } });
      awaited -= 1;
      if (awaited > 0) keeper.store();
    }),
  ]);
  const failed = [asked, ...judged].find((result) => result.status === 'rejected');
  if (failed) keeper.store();
  else keeper.close();
  if (!(await keeper.isStored())) return 'claim lost';
  if (failed) throw failed.reason;

  const { judgements, model = '', provider } = keeper.progress;
  const labelled = judgedKeyPoints(
    keyPoints,
    passages,
    keyPoints.map((_, index) => judgements[index]),
  );
  return {
    ...composeFeedback({
      topic,
      transcript,
      found,
      keyPoints: labelled,
      numbers: numbersOf(keyPoints.length, focus),
      score: weighedScore(labelled),
      language,
    }),
    weights: keyPoints.map(({ weight }) => weight),
    questions: asked.status === 'fulfilled' ? asked.value : undefined,
    promptVersion,
    model,
    provider,
  };
}

/**
 * Asks for the pupil's questions. Where no model answers, plain questions take their place, so that the
 * lecture waits for nothing. A retry asks again: storing the questions with each label would cost more
 * than they do.
 */
async function askAsPupil(
  ports: AssessmentPorts,
  topic: Topic,
  language: AnswerLanguage,
  asked: readonly string[],
): Promise<string[]> {
  const { topicName } = topic.path;
  const keyPoints = keyPointsOf(topic);
  let answer: unknown;
  try {
    ({ answer } = await ask(ports, pupilQuestion(topicName, keyPoints, language, asked)));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
  return readQuestions(answer, topicName, keyPoints, language);
}

/**
 * Finds the passages. Where an answer leaves out key points or breaks off before them, it asks once
 * more for those alone.
 */
async function findInTalk(
  ports: AssessmentPorts,
  topic: Topic,
  transcript: string,
  language: AnswerLanguage,
  finder: QuoteFinder,
): Promise<{ found: FoundInTalk; model: string; provider: string }> {
  const count = keyPointsOf(topic).length;
  const wasSaid = (quote: string) => finder.find(quote) !== undefined;
  const all = Array.from({ length: count }, (_, index) => index);
  const first = await ask(ports, {
    ...findQuestion(topic, transcript, language, all),
    flawOf: (answer) => flawOfFind(readFound(answer, count).passages, wasSaid),
  });
  const answered = readFound(first.answer, count);
  /** Fills the gaps of the first answer from the second one. */
  const filled = (answer: unknown) => {
    const { passages } = readFound(answer, count);
    return all.map((index) => answered.passages[index] ?? passages[index] ?? []);
  };
  const missing = all.filter((index) => answered.passages[index] === undefined);
  const second =
    missing.length > 0
      ? await ask(ports, {
          ...findQuestion(topic, transcript, language, missing),
          flawOf: (answer) => flawOfFind(filled(answer), wasSaid),
        })
      : undefined;
  return {
    found: { ...answered, passages: filled(second?.answer) },
    model: first.model,
    provider: first.provider,
  };
}

async function judge(
  ports: AssessmentPorts,
  topic: Topic,
  statement: string,
  passages: readonly Passage[],
  language: AnswerLanguage,
  asked: string | undefined,
): Promise<{ judgement: Judgement; model: string; provider: string }> {
  const question = judgeQuestion(
    topic.path.topicName,
    statement,
    passages.map(({ context }) => context),
    language,
    asked,
  );
  const { answer, model, provider } = await ask(ports, question);
  const judgement = readJudgement(answer);
  if (!judgement) throw new ProviderError('assessment', 'invalid', 'no label in the answer');
  return { judgement, model, provider };
}

const ask = ({ chat, limits }: AssessmentPorts, question: ChatQuestion) =>
  chat.ask(question, limits());
