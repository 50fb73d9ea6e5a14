import type { Lecture, Login } from '../../shared/client/answers.ts';
import type { LoginStore } from '../../shared/client/callers.ts';
import { type ApiCalls, apiCalls, type LectureAnswer } from '../../shared/client/calls.ts';
import { systemClock } from '../../shared/client/clock.ts';
import { type TeachJourney, teachJourney } from '../../shared/client/journey.ts';
import { connectionReason } from '../../shared/client/trouble.ts';
import { stageText } from '../../shared/client/wording.ts';
import { type Command, defaultApi, type Settings } from './arguments.ts';
import { type ListedTopic, listedTopics, topicPath, treeLines } from './catalog-walk.ts';
import { feedbackPage } from './feedback-page.ts';
import { defaultLoginFile, type KeptLogins, keptLogins } from './kept-logins.ts';
import { wordsIn } from './language.ts';
import type { Words } from './messages.ts';
import {
  columnsOf,
  stageProgress,
  stepLabel,
  type TextSink,
  type UploadProgress,
  uploadProgress,
} from './progress.ts';
import { openRecording, type Recording, uploadRecording } from './recording-upload.ts';
import { type Paint, painter, plainText, wrap } from './text-layout.ts';
import { exitCodeOf, TeachTrouble, type Trouble, troubleOf } from './trouble.ts';
import { troubleParagraphs } from './trouble-text.ts';

export type Surroundings = {
  /** The result alone: the feedback, the topics, the help. */
  readonly out: TextSink;
  /** Everything on the way there, and what went wrong. */
  readonly err: TextSink;
  readonly noColour: boolean;
  /** A path as the person means it, made absolute. */
  readonly resolveFile: (file: string) => string;
  readonly interrupt: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
};

type Say = (step: keyof Words['steps'], text: string) => void;

type Room = Surroundings & {
  readonly command: Command;
  readonly words: Words;
  readonly api: ApiCalls;
  readonly journey: TeachJourney<Recording>;
  readonly logins: LoginStore;
  readonly paintOut: Paint;
  readonly say: Say;
  /** Told as soon as a lecture goes on without this command. */
  readonly opened: (lectureId: number) => void;
};

/** The logins of one deployment, of which new ones are told. */
const toldLogins = (kept: KeptLogins, api: string, words: Words, say: Say): LoginStore => {
  let unkept: Login | undefined;
  return {
    read: async () => unkept ?? (await kept.of(api)),
    keep: async (login, stale) => {
      if (stale !== undefined) say('login', words.loginRenewed);
      say('login', words.loginIssued(login.name));
      try {
        await kept.keep(api, login);
      } catch (error) {
        unkept = login;
        say('login', words.loginNotKept(connectionReason(error)));
      }
    },
  };
};

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

const sendRecording = async (
  { err, journey, words, now, interrupt }: Room,
  recording: Recording,
  topicId: number,
): Promise<LectureAnswer> => {
  const label = stepLabel(words.steps.upload);
  let progress: UploadProgress | undefined;
  try {
    return await journey.sendRecording({
      topicId,
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

const showEnded = (room: Room, lecture: Lecture): void => {
  if (lecture.status !== 'SUCCESS') throw new TeachTrouble({ kind: 'lecture-ended', lecture });
  const columns = columnsOf(room.out);
  const { words, paintOut: paint } = room;
  const { full } = room.command.settings;
  room.out.write(`\n${feedbackPage(lecture, { columns, paint, words, full })}`);
};

const waitAndShow = async (room: Room, first: LectureAnswer): Promise<void> => {
  const { pollSeconds, waitSeconds } = room.command.settings;
  const { words, interrupt: signal, now } = room;
  const progress = stageProgress(room.err, stepLabel(words.steps.progress), words.seconds, now);
  const seen = ({ status, stage }: Lecture) => {
    if (status === 'IN_PROGRESS') progress.show(stageText(stage, words.shared));
  };
  let lecture: Lecture;
  try {
    lecture = await room.journey.follow(first, { seen, signal, pollSeconds, waitSeconds });
  } finally {
    progress.stop();
  }
  showEnded(room, lecture);
};

const teach = async (
  room: Room,
  task: Extract<Command['task'], { kind: 'teach' }>,
): Promise<void> => {
  const { api, logins, say, words } = room;
  const recording = await openRecording(room.resolveFile(task.file), task.force);
  const kept = await logins.read();
  if (kept === undefined) await api.login();
  else say('login', kept.name);
  const topicId = await chooseTopic(room, task.topicId);
  const answer = await sendRecording(room, recording, topicId);
  room.opened(answer.lecture.id);
  say('lecture', words.submitted(answer.lecture.id));
  await waitAndShow(room, answer);
};

const show = async (room: Room, lectureId: number): Promise<void> => {
  const { api } = room.command.settings;
  if ((await room.logins.read()) === undefined) {
    throw new TeachTrouble({ kind: 'no-kept-login', api });
  }
  const answer = await room.api.lecture(lectureId);
  if (answer.lecture.status === 'IN_PROGRESS') room.opened(lectureId);
  await waitAndShow(room, answer);
};

const listTopics = async ({ api, out }: Room): Promise<void> => {
  let before: ListedTopic | undefined;
  for await (const topic of listedTopics(api)) {
    out.write(`${treeLines(topic, before).join('\n')}\n`);
    before = topic;
  }
  if (before === undefined) throw new TeachTrouble({ kind: 'no-topics' });
};

const carryOut = async (room: Room): Promise<void> => {
  const { task } = room.command;
  switch (task.kind) {
    case 'help':
      room.out.write(room.words.help);
      return;
    case 'topics':
      return listTopics(room);
    case 'show':
      return show(room, task.lectureId);
    case 'teach':
      return teach(room, task);
  }
};

const lookCommandOf = (lectureId: number, { api, loginFile }: Settings): string => {
  const elsewhere = api === defaultApi ? '' : ` --api ${api}`;
  const otherLogin = loginFile === undefined ? '' : ` --login-file "${loginFile}"`;
  return `npm run teach -- --lecture ${lectureId}${elsewhere}${otherLogin}`;
};

/**
 * Writes what went wrong, with its further paragraphs set in below the headline.
 * @param lookCommand looks at the lecture that goes on; never wrapped, so that it can be copied
 */
export const sayTrouble = (
  trouble: Trouble,
  words: Words,
  { err, noColour }: Pick<Surroundings, 'err' | 'noColour'>,
  lookCommand?: string,
): void => {
  const paint = painter(Boolean(err.isTTY) && !noColour);
  const goesOn = lookCommand === undefined ? [] : [words.goesOn];
  const [headline = '', ...paragraphs] = [...troubleParagraphs(trouble, words), ...goesOn].map(
    plainText,
  );
  const columns = columnsOf(err);
  const lines = [
    ...wrap(headline, columns).map((line) => paint('red', line)),
    ...paragraphs.flatMap((text) => wrap(text, columns - 2).map((line) => `  ${line}`)),
    ...(lookCommand === undefined ? [] : [`  ${lookCommand}`]),
  ];
  err.write(`${lines.join('\n')}\n`);
};

/**
 * Follows one command line to its end and writes everything there is to say.
 * @returns the exit code: 0 only for feedback, a list or help; see {@link exitCodeOf} for the others
 */
export const runCommand = async (command: Command, surroundings: Surroundings): Promise<number> => {
  const { settings } = command;
  const { api: baseUrl, language } = settings;
  const { interrupt, err } = surroundings;
  const words = wordsIn(language);
  const say: Say = (step, text) =>
    err.write(`${stepLabel(words.steps[step])} ${plainText(text)}\n`);
  const loginFile = settings.loginFile && surroundings.resolveFile(settings.loginFile);
  const logins = toldLogins(keptLogins(loginFile ?? defaultLoginFile), baseUrl, words, say);
  const clock = systemClock;
  const api = apiCalls({ baseUrl, fetch, language: () => language, clock, logins, interrupt });
  let lectureId: number | undefined;
  const room: Room = {
    ...surroundings,
    command,
    words,
    api,
    journey: teachJourney({ api, upload: uploadRecording, clock }),
    logins,
    paintOut: painter(Boolean(surroundings.out.isTTY) && !surroundings.noColour),
    say,
    opened: (id) => {
      lectureId = id;
    },
  };
  try {
    await carryOut(room);
    return 0;
  } catch (error) {
    const trouble: Trouble | undefined = interrupt.aborted
      ? { kind: 'interrupted' }
      : troubleOf(error);
    if (trouble === undefined) throw error;
    const lookCommand =
      lectureId === undefined || trouble.kind === 'lecture-ended'
        ? undefined
        : lookCommandOf(lectureId, settings);
    sayTrouble(trouble, words, surroundings, lookCommand);
    return exitCodeOf(trouble);
  }
};
