import { type ApiClient, apiClient, type LectureAnswer } from './api-client.ts';
import { type Command, defaultApi, type Settings } from './arguments.ts';
import { type ListedTopic, listedTopics, topicPath, treeLines } from './catalog-walk.ts';
import { feedbackPage } from './feedback-page.ts';
import { defaultLoginFile, type KeptLogins, keptLogins } from './kept-logins.ts';
import { messagesIn } from './language.ts';
import { submitPatiently, untilEnded } from './lecture-wait.ts';
import type { Messages } from './messages.ts';
import { columnsOf, stageProgress, stepLabel, type TextSink, uploadProgress } from './progress.ts';
import { openRecording, uploadRecording } from './recording-upload.ts';
import { type Paint, painter, plainText, wrap } from './text-layout.ts';
import { connectionReason, exitCodeOf, TeachTrouble, type Trouble } from './trouble.ts';
import type { Lecture, Login } from './wire.ts';

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

type Room = Surroundings & {
  readonly command: Command;
  readonly words: Messages;
  readonly api: ApiClient;
  readonly logins: KeptLogins;
  readonly paintOut: Paint;
  /** Told as soon as a lecture goes on without this command. */
  readonly opened: (lectureId: number) => void;
};

const step = (room: Room, name: keyof Messages['steps'], text: string) =>
  room.err.write(`${stepLabel(room.words.steps[name])} ${plainText(text)}\n`);

const issueLogin = async (room: Room): Promise<Login> => {
  const login = await room.api.issueToken();
  step(room, 'login', room.words.loginIssued(login.name));
  try {
    await room.logins.keep(room.command.settings.api, login);
  } catch (error) {
    step(room, 'login', room.words.loginNotKept(connectionReason(error)));
  }
  return login;
};

/**
 * The login and an upload URL signed for it. A login that stopped working is found out here, before
 * anything is sent with it; later on a new one would not be the owner of what was sent.
 */
const loginAndUpload = async (
  room: Room,
  login: Login,
  justIssued: boolean,
): Promise<{ login: Login; uploadUrl: string }> => {
  try {
    return { login, uploadUrl: await room.api.presign(login.authToken) };
  } catch (error) {
    const stale =
      !justIssued &&
      error instanceof TeachTrouble &&
      error.trouble.kind === 'problem' &&
      error.trouble.status === 401;
    if (!stale) throw error;
    step(room, 'login', room.words.loginRenewed);
    return loginAndUpload(room, await issueLogin(room), true);
  }
};

const chooseTopic = async (
  room: Room,
  asked: number | undefined,
  token: string,
): Promise<number> => {
  if (asked !== undefined) {
    step(room, 'topic', room.words.topicById(asked));
    return asked;
  }
  for await (const topic of listedTopics(room.api, token)) {
    const names = topicPath([topic.majorName, topic.subjectName, topic.topicName]);
    step(room, 'topic', `${names} (#${topic.id})`);
    return topic.id;
  }
  throw new TeachTrouble({ kind: 'no-topics' });
};

const sendRecording = async (room: Room, path: string, force: boolean, uploadUrl: string) => {
  const recording = await openRecording(path, force);
  const label = stepLabel(room.words.steps.upload);
  const progress = uploadProgress(room.err, label, recording.sizeBytes, room.now);
  try {
    await uploadRecording(uploadUrl, recording, progress.sent, room.interrupt);
  } finally {
    progress.stop();
  }
};

const showEnded = (room: Room, lecture: Lecture): void => {
  if (lecture.status !== 'SUCCESS') {
    const { status, failureReason, nextAllowanceAt } = lecture;
    throw new TeachTrouble({
      kind: 'lecture-ended',
      status,
      failureReason: failureReason ?? undefined,
      nextAllowanceAt: nextAllowanceAt ?? undefined,
    });
  }
  const columns = columnsOf(room.out);
  const { words, paintOut: paint } = room;
  const { full } = room.command.settings;
  room.out.write(`\n${feedbackPage(lecture, { columns, paint, words, full })}`);
};

const waitAndShow = async (room: Room, token: string, first: LectureAnswer): Promise<void> => {
  const { pollSeconds, waitSeconds } = room.command.settings;
  const { words, interrupt, now } = room;
  const { id } = first.lecture;
  const progress = stageProgress(room.err, stepLabel(words.steps.progress), words.seconds, now);
  let lecture: Lecture;
  try {
    lecture = await untilEnded(
      first,
      () => room.api.lecture(token, id),
      (seen) => {
        if (seen.status === 'IN_PROGRESS') progress.show(words.stage(seen.stage ?? undefined));
      },
      { pollSeconds, waitSeconds, interrupt, now },
    );
  } finally {
    progress.stop();
  }
  showEnded(room, lecture);
};

const teach = async (
  room: Room,
  task: Extract<Command['task'], { kind: 'teach' }>,
): Promise<void> => {
  const file = room.resolveFile(task.file);
  await openRecording(file, task.force);
  const { api } = room.command.settings;
  const kept = await room.logins.of(api);
  if (kept !== undefined) step(room, 'login', room.words.loginKept(kept.name));
  const first = kept ?? (await issueLogin(room));
  const topicId = await chooseTopic(room, task.topicId, first.authToken);
  const { login, uploadUrl } = await loginAndUpload(room, first, kept === undefined);
  await sendRecording(room, file, task.force, uploadUrl);
  // As the app does it: what comes before the query, and nothing re-encoded.
  const audioUrl = uploadUrl.replace(/\?.*$/s, '');
  const answer = await submitPatiently(() => room.api.submit(login.authToken, topicId, audioUrl), {
    pollSeconds: room.command.settings.pollSeconds,
    interrupt: room.interrupt,
  });
  room.opened(answer.lecture.id);
  step(room, 'lecture', room.words.submitted(answer.lecture.id));
  await waitAndShow(room, login.authToken, answer);
};

const show = async (room: Room, lectureId: number): Promise<void> => {
  const { api } = room.command.settings;
  const login = await room.logins.of(api);
  if (login === undefined) throw new TeachTrouble({ kind: 'no-kept-login', api });
  const answer = await room.api.lecture(login.authToken, lectureId);
  if (answer.lecture.status === 'IN_PROGRESS') room.opened(lectureId);
  await waitAndShow(room, login.authToken, answer);
};

const listTopics = async (room: Room): Promise<void> => {
  const login = await room.logins.of(room.command.settings.api);
  let before: ListedTopic | undefined;
  for await (const topic of listedTopics(room.api, login?.authToken)) {
    room.out.write(`${treeLines(topic, before).join('\n')}\n`);
    before = topic;
  }
  if (before === undefined) throw new TeachTrouble({ kind: 'no-topics' });
};

const follow = async (room: Room): Promise<void> => {
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
  words: Messages,
  { err, noColour }: Pick<Surroundings, 'err' | 'noColour'>,
  lookCommand?: string,
): void => {
  const paint = painter(Boolean(err.isTTY) && !noColour);
  const goesOn = lookCommand === undefined ? [] : [words.goesOn];
  const [headline = '', ...paragraphs] = [...words.trouble(trouble), ...goesOn].map(plainText);
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
  const words = messagesIn(settings.language);
  let lectureId: number | undefined;
  const room: Room = {
    ...surroundings,
    command,
    words,
    api: apiClient(settings.api, settings.language, surroundings.interrupt),
    logins: keptLogins(
      settings.loginFile === undefined
        ? defaultLoginFile
        : surroundings.resolveFile(settings.loginFile),
    ),
    paintOut: painter(Boolean(surroundings.out.isTTY) && !surroundings.noColour),
    opened: (id) => {
      lectureId = id;
    },
  };
  try {
    await follow(room);
    return 0;
  } catch (error) {
    const stopped = surroundings.interrupt.aborted;
    if (!stopped && !(error instanceof TeachTrouble)) throw error;
    const trouble: Trouble =
      stopped || !(error instanceof TeachTrouble) ? { kind: 'interrupted' } : error.trouble;
    const lookCommand =
      lectureId === undefined || trouble.kind === 'lecture-ended'
        ? undefined
        : lookCommandOf(lectureId, settings);
    sayTrouble(trouble, words, surroundings, lookCommand);
    return exitCodeOf(trouble);
  }
};
