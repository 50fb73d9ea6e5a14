import { defaultApi, defaultWaitSeconds } from './arguments.ts';
import { type Messages, momentText, problemParagraphs } from './messages.ts';
import { sizeText } from './text-layout.ts';
import type { Trouble, UsageProblem } from './trouble.ts';

const help = `녹음 파일 하나로 강의하고 피드백을 받아요. 앱이 하는 일을 그대로 해요.

사용법
  npm run teach -- 파일 [--topic ID] [--api URL]
  npm run teach -- --lecture ID     이미 보낸 강의를 보거나 이어서 기다려요
  npm run teach -- --topics         주제를 모두 보여 줘요

옵션
  --topic ID         강의할 주제. 없으면 목록의 첫 주제
  --api URL          백엔드 주소. 없으면 환경 변수 LEARNING_MATE_API,
                     그것도 없으면 ${defaultApi} (PORT를 따라요)
  --lang ko|en       화면의 언어. 없으면 LANG이 en으로 시작할 때만 영어
  --full             받아쓴 글을 끝까지 보여 줘요
  --force            빈 파일이나 25 MiB가 넘는 파일도 그대로 올려요
  --wait-seconds N   결과를 기다릴 시간(초). 없으면 ${defaultWaitSeconds}
  --login-file FILE  로그인을 보관할 파일. 없으면 .local/teach.json
  -h, --help         이 도움말

종료 코드: 0 피드백을 받음, 1 그 밖의 끝, 2 잘못된 사용법, 130 Ctrl-C
`;

const stages: Record<string, string> = {
  WAITING_FOR_UPLOAD: '업로드를 기다리는 중',
  QUEUED: '차례를 기다리는 중',
  TRANSCRIBING: '말을 글로 옮기는 중',
  ASSESSING: '설명을 평가하는 중',
  DONE: '마무리',
};

const keyPointLabels: Record<string, string> = {
  covered: '설명함',
  partial: '일부만',
  missing: '빠짐',
  wrong: '틀림',
  transcription_error: '받아쓰기 오류인 듯',
};

const unknownReason = '왜 그런지 알 수 없는 문제가 생겼어요. 다시 보내 주세요.';

const failureReasons: Record<string, string> = {
  UPLOAD_MISSING: '녹음이 저장소에 도착하지 않았어요. 다시 올려 주세요.',
  RECORDING_EMPTY: '녹음 파일이 비어 있어요.',
  RECORDING_TOO_LARGE: '녹음이 25 MiB보다 커요. 더 짧게 녹음하거나 압축해 주세요.',
  RECORDING_NOT_AUDIO: '소리 파일이 아니에요. webm, m4a, mp3, wav 같은 녹음을 올려 주세요.',
  RECORDING_FORMAT_UNSUPPORTED:
    '이 형식의 녹음은 들을 수 없어요. m4a, mp3, wav, webm, ogg, flac 가운데 하나로 보내 주세요.',
  RECORDING_TOO_LONG: '녹음이 너무 길어요. 더 짧게 나누어 다시 보내 주세요.',
  RECORDING_CHANGED: '처리하는 동안 녹음이 다른 파일로 바뀌었어요. 다시 보내 주세요.',
  SPEECH_REJECTED: '음성 인식이 이 녹음을 받아들이지 않았어요. 파일이 깨졌을 수 있어요.',
  ASSESSMENT_REJECTED: '평가 요청이 받아들여지지 않았어요.',
  ASSESSMENT_REFUSED: '평가 모델이 이 내용을 평가하기를 거절했어요.',
  ASSESSMENT_INVALID: '평가 모델이 쓸 수 없는 답을 보냈어요. 다시 보내 보세요.',
  QUOTA_EXCEEDED: '오늘 쓸 수 있는 횟수를 다 썼어요.',
  PROVIDER_UNAVAILABLE: '음성 인식이나 평가 서비스가 응답하지 않았어요. 잠시 뒤 다시 보내 주세요.',
  PROVIDER_QUOTA: '서비스의 AI 사용 한도가 다 찼어요. 운영자가 확인해야 해요.',
  DEADLINE_EXCEEDED: '15분 안에 처리하지 못했어요. 잠시 뒤 다시 보내 주세요.',
  INTERNAL_ERROR: '처리하다가 문제가 생겼어요. 잠시 뒤 다시 보내 주세요.',
};

const usage = (problem: UsageProblem): string => {
  switch (problem.kind) {
    case 'unknown-option':
      return `모르는 옵션이에요: ${problem.option}`;
    case 'value-missing':
      return `${problem.option}에 값이 필요해요.`;
    case 'value-not-taken':
      return `${problem.option}은(는) 값을 받지 않아요.`;
    case 'value-invalid':
      return `${problem.option}의 값이 올바르지 않아요: ${problem.value}`;
    case 'file-missing':
      return '녹음 파일을 알려 주세요: npm run teach -- 파일';
    case 'too-many-files':
      return '녹음 파일은 한 번에 하나만 보낼 수 있어요.';
    case 'options-exclude':
      return `함께 쓸 수 없어요: ${problem.options.join(', ')}`;
  }
};

const lectureEnded = (trouble: Extract<Trouble, { kind: 'lecture-ended' }>): string[] => {
  if (trouble.status === 'STT_EMPTY') {
    return [
      '녹음에서 말소리를 찾지 못했어요 (STT_EMPTY).',
      '마이크와 녹음 소리를 확인하고 다시 녹음해 주세요.',
    ];
  }
  if (trouble.status !== 'FAILURE') return [`강의가 모르는 상태로 끝났어요: ${trouble.status}`];
  const { failureReason, nextAllowanceAt } = trouble;
  if (failureReason === undefined) return ['강의를 평가하지 못했어요 (FAILURE).'];
  return [
    `강의를 평가하지 못했어요 (${failureReason}).`,
    failureReasons[failureReason] ?? unknownReason,
    ...(nextAllowanceAt === undefined
      ? []
      : [`다음에 쓸 수 있는 때: ${momentText(nextAllowanceAt, 'ko')}`]),
  ];
};

const problem = (trouble: Extract<Trouble, { kind: 'problem' }>): string[] => [
  ...problemParagraphs(trouble, 'API가 요청을 받아들이지 않았어요'),
  ...(trouble.status === 404 && trouble.call === 'submit'
    ? ['주제 ID는 --topics로 볼 수 있어요.']
    : []),
  ...(trouble.status === 404 && trouble.call === 'lecture'
    ? ['강의는 보낸 로그인으로만 볼 수 있어요. --api와 ID를 확인해 주세요.']
    : []),
];

const trouble = (end: Trouble): string[] => {
  switch (end.kind) {
    case 'usage':
      return [usage(end.problem), '자세히: npm run teach -- --help'];
    case 'file-missing':
      return [`파일이 없어요: ${end.path}`];
    case 'file-unreadable':
      return [`파일을 읽을 수 없어요: ${end.path} (${end.reason})`];
    case 'file-empty':
      return [`빈 파일이에요: ${end.path}`, '그래도 올리려면 --force를 붙이세요.'];
    case 'file-too-large':
      return [
        `파일이 25 MiB보다 커요: ${end.path} (${sizeText(end.sizeBytes)})`,
        '그래도 올리려면 --force를 붙이세요.',
      ];
    case 'unreachable':
      return [
        `API에 연결할 수 없어요: ${end.url} (${end.reason})`,
        '로컬이라면 다른 터미널에서 npm start로 먼저 켜 주세요. 다른 곳이라면 --api를 확인해 주세요.',
      ];
    case 'no-answer':
      return [`${end.timeoutSeconds}초 안에 답이 없어요: ${end.url}`];
    case 'not-the-contract':
      return [
        `Learning Mate API의 답이 아니에요: ${end.url} (${end.reason})`,
        '--api가 백엔드 주소인지 확인해 주세요.',
      ];
    case 'problem':
      return problem(end);
    case 'upload-refused':
      return [
        `저장소가 녹음을 받지 않았어요: HTTP ${end.status}${end.code ? ` · ${end.code}` : ''}`,
        ...(end.message ? [end.message] : []),
      ];
    case 'upload-broken':
      return [`올리는 도중 연결이 끊겼어요 (${end.reason}). 다시 시도해 주세요.`];
    case 'no-topics':
      return ['목록에 주제가 하나도 없어요.'];
    case 'no-kept-login':
      return [
        `${end.api}에 쓰던 로그인이 없어요.`,
        '강의는 보낸 로그인으로만 볼 수 있어요. --api와 --login-file을 확인해 주세요.',
      ];
    case 'logins-damaged':
      return [
        `보관한 로그인 파일이 깨져 있어요: ${end.path}`,
        '지우면 새 로그인으로 시작해요. 그러면 이전 로그인의 강의는 볼 수 없어요.',
      ];
    case 'lecture-ended':
      return lectureEnded(end);
    case 'waited-too-long':
      return [`${end.waitSeconds}초를 기다렸지만 아직 끝나지 않았어요.`];
    case 'interrupted':
      return ['멈췄어요.'];
  }
};

export const korean: Messages = {
  help,
  steps: { login: '로그인', topic: '주제', upload: '올리기', lecture: '강의', progress: '처리' },
  loginKept: (name) => name,
  loginIssued: (name) => `${name} (새로 발급)`,
  loginRenewed: '보관한 로그인이 더는 통하지 않아(401) 새로 발급받아요.',
  loginNotKept: (reason) => `로그인을 보관하지 못했어요 (${reason}). 이번에만 쓸게요.`,
  topicById: (topicId) => `#${topicId}`,
  submitted: (lectureId) => `#${lectureId} 접수`,
  goesOn: '강의는 계속 처리되고 있어요. 보려면:',
  seconds: (seconds) => `${seconds}초`,
  stage: (stage) => stages[stage ?? ''] ?? '처리하는 중',
  page: {
    title: '피드백',
    score: '점수',
    strength: '잘한 점',
    weakness: '아쉬운 점',
    keyPoints: '핵심 내용',
    corrections: '바로잡기',
    said: '말한 것',
    right: '맞는 것',
    delivery: '말하기',
    nextSteps: '다음에 해 볼 것',
    transcript: '받아쓴 글',
    more: '(모두 보려면 --full)',
    sample:
      '예시 결과예요. API 키가 없어서 녹음을 알아듣지 못했어요. 진짜 결과를 보려면: OPENAI_API_KEY=sk-… npm start',
  },
  keyPointLabel: (label) => keyPointLabels[label] ?? label,
  delivery: {
    duration: (seconds) =>
      seconds < 60
        ? `길이 ${Math.round(seconds)}초`
        : `길이 ${Math.floor(Math.round(seconds) / 60)}분 ${Math.round(seconds) % 60}초`,
    rate: (syllablesPerSecond) => `빠르기 초당 ${syllablesPerSecond.toFixed(1)}음절`,
    pauses: (count) => `쉼 ${count}번`,
    longestPause: (seconds) => `가장 긴 쉼 ${seconds.toFixed(1)}초`,
    fillers: (count) => `군말 ${count}번`,
  },
  trouble,
};
