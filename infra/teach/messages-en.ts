import { defaultApi, defaultWaitSeconds } from './arguments.ts';
import { type Messages, momentText, problemParagraphs } from './messages.ts';
import { sizeText } from './text-layout.ts';
import type { Trouble, UsageProblem } from './trouble.ts';

const help = `Teaches with one recording and prints the feedback; does what the app does.

Usage
  npm run teach -- FILE [--topic ID] [--api URL]
  npm run teach -- --lecture ID     show or wait for a lecture sent before
  npm run teach -- --topics         list all topics

Options
  --topic ID         the topic to teach; by default the catalog's first
  --api URL          the deployment; by default LEARNING_MATE_API from the
                     environment, else ${defaultApi} (or at PORT)
  --lang ko|en       language; by default English only if LANG starts with en
  --full             print the whole transcript
  --force            upload even an empty file or one over 25 MiB
  --wait-seconds N   how long to wait for the result; by default ${defaultWaitSeconds}
  --login-file FILE  where logins are kept; by default .local/teach.json
  -h, --help         this help

Exit codes: 0 feedback received, 1 any other end, 2 wrong usage, 130 Ctrl-C
`;

const stages: Record<string, string> = {
  WAITING_FOR_UPLOAD: 'waiting for the upload',
  QUEUED: 'waiting its turn',
  TRANSCRIBING: 'turning speech into text',
  ASSESSING: 'assessing the explanation',
  DONE: 'finishing',
};

const keyPointLabels: Record<string, string> = {
  covered: 'covered',
  partial: 'partly',
  missing: 'missing',
  wrong: 'wrong',
  transcription_error: 'probably misheard',
};

const unknownReason = 'Something went wrong that has no name here. Please send it again.';

const failureReasons: Record<string, string> = {
  UPLOAD_MISSING: 'The recording never reached the store. Please send it again.',
  RECORDING_EMPTY: 'The recording is empty.',
  RECORDING_TOO_LARGE: 'The recording is over 25 MiB. Record less or compress it.',
  RECORDING_NOT_AUDIO: 'This is not audio. Send a recording such as webm, m4a, mp3 or wav.',
  RECORDING_FORMAT_UNSUPPORTED:
    'Recordings of this format cannot be heard. Send m4a, mp3, wav, webm, ogg or flac.',
  RECORDING_TOO_LONG: 'The recording is too long. Send a shorter one, or send it in parts.',
  RECORDING_CHANGED: 'The recording was replaced while it was being processed. Send it again.',
  SPEECH_REJECTED: 'Speech recognition did not accept the recording; it may be damaged.',
  ASSESSMENT_REJECTED: 'The assessment request was not accepted.',
  ASSESSMENT_REFUSED: 'The assessing model refused to assess this content.',
  ASSESSMENT_INVALID: 'The assessing model sent an answer that cannot be used. Try again.',
  QUOTA_EXCEEDED: "Today's allowance is used up.",
  PROVIDER_UNAVAILABLE: 'Speech recognition or assessment did not answer. Try again later.',
  PROVIDER_QUOTA: 'The service is out of its AI quota. Its operator has to look into it.',
  DEADLINE_EXCEEDED: 'It could not be processed within 15 minutes. Try again later.',
  INTERNAL_ERROR: 'Something went wrong while it was processed. Try again later.',
};

const usage = (problem: UsageProblem): string => {
  switch (problem.kind) {
    case 'unknown-option':
      return `Unknown option: ${problem.option}`;
    case 'value-missing':
      return `${problem.option} needs a value.`;
    case 'value-not-taken':
      return `${problem.option} takes no value.`;
    case 'value-invalid':
      return `Not a valid value for ${problem.option}: ${problem.value}`;
    case 'file-missing':
      return 'Name a recording: npm run teach -- FILE';
    case 'too-many-files':
      return 'Only one recording at a time.';
    case 'options-exclude':
      return `These exclude each other: ${problem.options.join(', ')}`;
  }
};

const lectureEnded = (trouble: Extract<Trouble, { kind: 'lecture-ended' }>): string[] => {
  if (trouble.status === 'STT_EMPTY') {
    return [
      'No speech was found in the recording (STT_EMPTY).',
      'Check the microphone and listen to the recording, then record again.',
    ];
  }
  if (trouble.status !== 'FAILURE') {
    return [`The lecture ended in an unknown status: ${trouble.status}`];
  }
  const { failureReason, nextAllowanceAt } = trouble;
  if (failureReason === undefined) return ['The lecture could not be assessed (FAILURE).'];
  return [
    `The lecture could not be assessed (${failureReason}).`,
    failureReasons[failureReason] ?? unknownReason,
    ...(nextAllowanceAt === undefined
      ? []
      : [`Next allowance: ${momentText(nextAllowanceAt, 'en')}`]),
  ];
};

const problem = (trouble: Extract<Trouble, { kind: 'problem' }>): string[] => [
  ...problemParagraphs(trouble, 'The API did not accept the request'),
  ...(trouble.status === 404 && trouble.call === 'submit' ? ['--topics lists the topic ids.'] : []),
  ...(trouble.status === 404 && trouble.call === 'lecture'
    ? ['Only the login that sent a lecture can see it. Check --api and the id.']
    : []),
];

const trouble = (end: Trouble): string[] => {
  switch (end.kind) {
    case 'usage':
      return [usage(end.problem), 'More: npm run teach -- --help'];
    case 'file-missing':
      return [`No such file: ${end.path}`];
    case 'file-unreadable':
      return [`The file cannot be read: ${end.path} (${end.reason})`];
    case 'file-empty':
      return [`The file is empty: ${end.path}`, 'Add --force to upload it all the same.'];
    case 'file-too-large':
      return [
        `The file is over 25 MiB: ${end.path} (${sizeText(end.sizeBytes)})`,
        'Add --force to upload it all the same.',
      ];
    case 'unreachable':
      return [
        `The API cannot be reached: ${end.url} (${end.reason})`,
        'If it is local, start it with npm start in another terminal; otherwise check --api.',
      ];
    case 'no-answer':
      return [`No answer within ${end.timeoutSeconds} s: ${end.url}`];
    case 'not-the-contract':
      return [
        `This is no answer of a Learning Mate API: ${end.url} (${end.reason})`,
        'Check that --api names the backend.',
      ];
    case 'problem':
      return problem(end);
    case 'upload-refused':
      return [
        `The store did not take the recording: HTTP ${end.status}${end.code ? ` · ${end.code}` : ''}`,
        ...(end.message ? [end.message] : []),
      ];
    case 'upload-broken':
      return [`The connection broke during the upload (${end.reason}). Please try again.`];
    case 'no-topics':
      return ['The catalog has no topic at all.'];
    case 'no-kept-login':
      return [
        `No login is kept for ${end.api}.`,
        'Only the login that sent a lecture can see it. Check --api and --login-file.',
      ];
    case 'logins-damaged':
      return [
        `The file of kept logins is damaged: ${end.path}`,
        'Remove it to begin with a new login; lectures of the old one can then be seen no longer.',
      ];
    case 'lecture-ended':
      return lectureEnded(end);
    case 'waited-too-long':
      return [`Not finished after waiting ${end.waitSeconds} s.`];
    case 'interrupted':
      return ['Stopped.'];
  }
};

const times = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

export const english: Messages = {
  help,
  steps: {
    login: 'Login',
    topic: 'Topic',
    upload: 'Upload',
    lecture: 'Lecture',
    progress: 'Progress',
  },
  loginKept: (name) => name,
  loginIssued: (name) => `${name} (newly issued)`,
  loginRenewed: 'The kept login works no longer (401); getting a new one.',
  loginNotKept: (reason) => `The login could not be kept (${reason}); it is used this once.`,
  topicById: (topicId) => `#${topicId}`,
  submitted: (lectureId) => `#${lectureId} submitted`,
  goesOn: 'The lecture goes on without you. To look at it:',
  seconds: (seconds) => `${seconds} s`,
  stage: (stage) => stages[stage ?? ''] ?? 'in progress',
  page: {
    title: 'Feedback',
    score: 'Score',
    strength: 'What went well',
    weakness: 'What to improve',
    keyPoints: 'Key points',
    corrections: 'Corrections',
    said: 'said',
    right: 'right',
    delivery: 'Delivery',
    nextSteps: 'Next steps',
    transcript: 'Transcript',
    more: '(--full for all of it)',
    sample:
      'THIS IS A SAMPLE: without a key the recording could not be recognised. For a real result: OPENAI_API_KEY=sk-… npm start',
  },
  keyPointLabel: (label) => keyPointLabels[label] ?? label,
  delivery: {
    duration: (seconds) =>
      seconds < 60
        ? `${Math.round(seconds)} s long`
        : `${Math.floor(Math.round(seconds) / 60)} min ${Math.round(seconds) % 60} s long`,
    rate: (syllablesPerSecond) => `${syllablesPerSecond.toFixed(1)} syllables a second`,
    pauses: (count) => times(count, 'pause', 'pauses'),
    longestPause: (seconds) => `longest pause ${seconds.toFixed(1)} s`,
    fillers: (count) => times(count, 'filler', 'fillers'),
  },
  trouble,
};
