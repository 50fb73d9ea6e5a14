import { randomUUID } from 'node:crypto';
import type { Lecture } from '../../shared/client/answers.ts';
import type { LectureAnswer } from '../../shared/client/calls.ts';
import { stageText } from '../../shared/client/wording.ts';
import { askForStudies } from './account.ts';
import { listedTopics, topicPath } from './catalog-walk.ts';
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
import { commandText, knownLogin, layoutOf, type Room } from './room.ts';
import type { Said, Task } from './tasks.ts';
import { TeachTrouble } from './trouble.ts';

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

const chooseTopic = async ({ api, say }: Room, asked: number | undefined): Promise<number> => {
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

/** What the recording or text is for, as the journey takes it. */
type Purpose = Pick<Parameters<Room['journey']['sendText']>[0], 'topicId' | 'focus' | 'answerTo'>;

const sendRecording = async (
  { err, journey, words, now, interrupt }: Room,
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

/** A recording is opened before anything is asked of the API: without it there is nothing to do. */
const sendingOf = async (room: Room, said: Said) => {
  if (said.kind === 'text') {
    const key = randomUUID();
    return (purpose: Purpose) =>
      room.journey.sendText({ ...purpose, text: said.text, key, signal: room.interrupt });
  }
  const recording = await openRecording(room.resolveFile(said.file), said.force);
  return (purpose: Purpose) => sendRecording(room, recording, purpose);
};

const showEnded = (room: Room, lecture: Lecture): void => {
  if (lecture.status !== 'SUCCESS') throw new TeachTrouble({ kind: 'lecture-ended', lecture });
  const layout = layoutOf(room);
  const copied = (asked: string) => commandText(asked, room.settings);
  room.out.write(`\n${feedbackPage(lecture, layout)}${dialoguePage(lecture, layout, copied)}`);
};

/** Waits for a lecture and for whatever comes later of it, and shows all of that. */
const waitAndShow = async (room: Room, lectureId: number): Promise<void> => {
  const { pollSeconds, waitSeconds } = room.settings;
  const { words, interrupt: signal, now } = room;
  const progress = stageProgress(room.err, stepLabel(words.steps.progress), words.seconds, now);
  const tellParts = tellingParts(words, columnsOf(room.err), progress.tell);
  const seen = ({ status, stage, parts }: Lecture) => {
    if (status !== 'IN_PROGRESS') return;
    progress.show(stageText(stage, words.shared));
    tellParts(parts);
  };
  let lecture: Lecture;
  try {
    const following = { seen, answering: seen, signal, pollSeconds, waitSeconds };
    lecture = await room.journey.followLesson(lectureId, following);
  } finally {
    progress.stop();
  }
  // An answer by itself has no dialogue: it stands in the lecture that it answers.
  if (lecture.later) return waitAndShow(room, lecture.later.lecture);
  showEnded(room, lecture);
};

const submitted = async (room: Room, { lecture }: LectureAnswer): Promise<void> => {
  const lectureId = lecture.later?.lecture ?? lecture.id;
  room.opened(lectureId);
  room.say('lecture', room.words.submitted(lectureId));
  await waitAndShow(room, lectureId);
};

export const teach = async (room: Room, task: TaskOf<'teach'>): Promise<void> => {
  const send = await sendingOf(room, task.said);
  const kept = await room.logins.read();
  if (kept === undefined) await room.api.login();
  else room.say('login', kept.name);
  const topicId = await chooseTopic(room, task.topicId);
  await submitted(room, await send({ topicId }));
};

/** One key point of an earlier lecture once more, judged alone. */
export const teachAgain = async (room: Room, task: TaskOf<'again'>): Promise<void> => {
  const send = await sendingOf(room, task.said);
  await knownLogin(room);
  const { lecture } = await room.api.lecture(task.lectureId, { view: 'hints' });
  const { id: parent, topicId = 0 } = lecture;
  const answer = await send({ topicId, focus: { keyPoints: [task.keyPoint], parent } });
  await submitted(room, answer);
};

/** Answers what the pupil asks now. */
export const answerPupil = async (room: Room, task: TaskOf<'answer'>): Promise<void> => {
  const send = await sendingOf(room, task.said);
  await knownLogin(room);
  const { lecture } = await room.api.lecture(task.lectureId, { view: 'hints' });
  const { id: lectureId, topicId = 0, followUp } = lecture;
  if (followUp === undefined) throw new TeachTrouble({ kind: 'no-question', lectureId });
  room.say('question', followUp.question);
  const answer = await send({ topicId, answerTo: { lectureId, round: followUp.round } });
  await submitted(room, answer);
};

export const show = async (room: Room, lectureId: number): Promise<void> => {
  await knownLogin(room);
  room.opened(lectureId);
  await waitAndShow(room, lectureId);
};

export const reveal = async (room: Room, lectureId: number): Promise<void> => {
  await knownLogin(room);
  showEnded(room, await room.api.reveal(lectureId));
};

export const dispute = async (room: Room, task: TaskOf<'dispute'>): Promise<void> => {
  await knownLogin(room);
  const { lectureId, keyPoint, comment } = task;
  const asked = { keyPoint, ...(comment !== undefined && { comment }) };
  const disputed = await room.api.dispute(lectureId, asked, randomUUID());
  await submitted(room, disputed);
  await askForStudies(room);
};

export const correct = async (room: Room, task: TaskOf<'correct'>): Promise<void> => {
  await knownLogin(room);
  const { lectureId, text } = task;
  await submitted(room, await room.api.correctTranscript(lectureId, text, randomUUID()));
};
