import { randomUUID } from 'node:crypto';
import type { Lecture } from '../../shared/client/answers.ts';
import type { LectureAnswer } from '../../shared/client/calls.ts';
import { stageText } from '../../shared/client/wording.ts';
import { askForStudies } from './account.ts';
import { listedTopics, topicPath } from './catalog-walk.ts';
import { type CommandContext, commandText, knownLogin, layoutOf } from './command-context.ts';
import { dialoguePage } from './dialogue-page.ts';
import { feedbackPage } from './feedback-page.ts';
import { tellingParts } from './parts-so-far.ts';
import {
  columnsOf,
  stageProgress,
  stepLabel,
  type UploadProgress,
  uploadProgress,
} from './progress.ts';
import { openRecording, type Recording } from './recording-upload.ts';
import type { Said, TaskOf } from './tasks.ts';
import { TeachTrouble } from './trouble.ts';

const chooseTopic = async (
  { api, say }: CommandContext,
  asked: number | undefined,
): Promise<number> => {
  if (asked !== undefined) {
    say('topic', `#${asked}`);
    return asked;
  }
  for await (const { majorName, subjectName, topicName, id } of listedTopics(api)) {
    say('topic', `${topicPath([majorName, subjectName, topicName])} (#${id})`);
    return id;
  }
  throw new TeachTrouble({ kind: 'no-topics' });
};

/** The purpose of a recording or text, in the form that the journey takes. */
type Purpose = Pick<
  Parameters<CommandContext['journey']['sendText']>[0],
  'topicId' | 'focus' | 'answerTo'
>;

const sendRecording = async (
  { err, journey, words, now, interrupt }: CommandContext,
  recording: Recording,
  purpose: Purpose,
): Promise<LectureAnswer> => {
  const label = stepLabel(words.steps.upload);
  let progress: UploadProgress | undefined;
  try {
    return await journey.sendRecording({
      ...purpose,
      recording,
      sent: (sentBytes, totalBytes) => {
        progress ??= uploadProgress(err, label, totalBytes, now);
        progress.sent(sentBytes);
      },
      reached: ({ isUploaded }) => {
        if (isUploaded) progress?.stop();
        progress = undefined;
      },
      signal: interrupt,
    });
  } finally {
    progress?.stop();
  }
};

/** Opens a recording before the API is called, because without it there is nothing to do. */
const sendingOf = async (context: CommandContext, said: Said) => {
  if (said.kind === 'text') {
    const key = randomUUID();
    return (purpose: Purpose) =>
      context.journey.sendText({ ...purpose, text: said.text, key, signal: context.interrupt });
  }
  const recording = await openRecording(context.resolveFile(said.file), said.force);
  return (purpose: Purpose) => sendRecording(context, recording, purpose);
};

const showEnded = (context: CommandContext, lecture: Lecture): void => {
  if (lecture.status !== 'SUCCESS') throw new TeachTrouble({ kind: 'lecture-ended', lecture });
  const layout = layoutOf(context);
  const copied = (asked: string) => commandText(asked, context.settings);
  context.out.write(`\n${feedbackPage(lecture, layout)}${dialoguePage(lecture, layout, copied)}`);
};

/** Waits for a lecture and for what follows it, and shows all of it. */
const waitAndShow = async (context: CommandContext, lectureId: number): Promise<void> => {
  const { pollSeconds, waitSeconds } = context.settings;
  const { words, interrupt: signal, now } = context;
  const progress = stageProgress(context.err, stepLabel(words.steps.progress), words.seconds, now);
  const tellParts = tellingParts(words, columnsOf(context.err), progress.tell);
  const seen = ({ status, stage, parts }: Lecture) => {
    if (status !== 'IN_PROGRESS') return;
    progress.show(stageText(stage, words.shared));
    tellParts(parts);
  };
  let lecture: Lecture;
  try {
    const following = { seen, answering: seen, signal, pollSeconds, waitSeconds };
    lecture = await context.journey.followLesson(lectureId, following);
  } finally {
    progress.stop();
  }
  // An answer has no page of its own: the lecture that it answers shows it.
  if (lecture.later) return waitAndShow(context, lecture.later.lecture);
  showEnded(context, lecture);
};

const submitted = async (context: CommandContext, { lecture }: LectureAnswer): Promise<void> => {
  const lectureId = lecture.later?.lecture ?? lecture.id;
  context.opened(lectureId);
  context.say('lecture', context.words.submitted(lectureId));
  await waitAndShow(context, lectureId);
};

export const teach = async (context: CommandContext, task: TaskOf<'teach'>): Promise<void> => {
  const send = await sendingOf(context, task.said);
  const kept = await context.logins.read();
  if (kept === undefined) await context.api.login();
  else context.say('login', kept.name);
  const topicId = await chooseTopic(context, task.topicId);
  await submitted(context, await send({ topicId }));
};

/** Teaches one key point of an earlier lecture again, which is judged alone. */
export const teachAgain = async (context: CommandContext, task: TaskOf<'again'>): Promise<void> => {
  const send = await sendingOf(context, task.said);
  await knownLogin(context);
  const { lecture } = await context.api.lecture(task.lectureId, { view: 'hints' });
  const { id: parent, topicId = 0 } = lecture;
  const answer = await send({ topicId, focus: { keyPoints: [task.keyPoint], parent } });
  await submitted(context, answer);
};

/** Answers the pupil's present question. */
export const answerPupil = async (
  context: CommandContext,
  task: TaskOf<'answer'>,
): Promise<void> => {
  const send = await sendingOf(context, task.said);
  await knownLogin(context);
  const { lecture } = await context.api.lecture(task.lectureId, { view: 'hints' });
  const { id: lectureId, topicId = 0, followUp } = lecture;
  if (followUp === undefined) throw new TeachTrouble({ kind: 'no-question', lectureId });
  context.say('question', followUp.question);
  const answer = await send({ topicId, answerTo: { lectureId, round: followUp.round } });
  await submitted(context, answer);
};

export const show = async (context: CommandContext, lectureId: number): Promise<void> => {
  await knownLogin(context);
  context.opened(lectureId);
  await waitAndShow(context, lectureId);
};

export const reveal = async (context: CommandContext, lectureId: number): Promise<void> => {
  await knownLogin(context);
  showEnded(context, await context.api.reveal(lectureId));
};

export const dispute = async (context: CommandContext, task: TaskOf<'dispute'>): Promise<void> => {
  await knownLogin(context);
  const { lectureId, keyPoint, comment } = task;
  const asked = { keyPoint, ...(comment !== undefined && { comment }) };
  const disputed = await context.api.dispute(lectureId, asked, randomUUID());
  await submitted(context, disputed);
  await askForStudies(context);
};

export const correct = async (context: CommandContext, task: TaskOf<'correct'>): Promise<void> => {
  await knownLogin(context);
  const { lectureId, text } = task;
  await submitted(context, await context.api.correctTranscript(lectureId, text, randomUUID()));
};
