/** @typedef {import('../../../../shared/contracts/lecture.ts').FailureReason} FailureReason */
/** @typedef {import('../../../../shared/contracts/lecture.ts').LectureStage} LectureStage */
/** @typedef {import('../../../../shared/contracts/lecture.ts').KeyPointLabel} KeyPointLabel */
/** @typedef {import('./microphone.js').MicrophoneRefusal} MicrophoneRefusal */
/** @typedef {typeof korean} Messages */

/** @satisfies {Record<LectureStage, string>} */
const stages = {
  WAITING_FOR_UPLOAD: '녹음 올리기',
  QUEUED: '차례 기다리기',
  TRANSCRIBING: '말을 글로 옮기기',
  ASSESSING: '설명 평가하기',
  DONE: '피드백 완성',
};

/** @satisfies {Record<KeyPointLabel, string>} */
const keyPointLabels = {
  covered: '설명했어요',
  partial: '일부만 말했어요',
  missing: '빠졌어요',
  wrong: '틀렸어요',
  transcription_error: '잘못 받아쓴 것 같아요',
};

/** @satisfies {Record<FailureReason, string>} */
const failureReasons = {
  UPLOAD_MISSING: '녹음이 도착하지 않았어요. 연결을 확인하고 다시 보내 주세요.',
  RECORDING_EMPTY: '녹음이 비어 있어요. 마이크를 확인하고 다시 녹음해 주세요.',
  RECORDING_TOO_LARGE: '녹음이 25 MiB보다 커요. 더 짧게 녹음하거나 압축해 주세요.',
  RECORDING_NOT_AUDIO: '소리 파일이 아니에요. webm, m4a, mp3, wav 같은 녹음을 보내 주세요.',
  RECORDING_FORMAT_UNSUPPORTED:
    '이 형식의 녹음은 들을 수 없어요. m4a, mp3, wav, webm, ogg, flac 가운데 하나로 녹음해 주세요.',
  RECORDING_TOO_LONG: '녹음이 너무 길어요. 더 짧게, 또는 나누어 다시 가르쳐 주세요.',
  RECORDING_CHANGED: '처리하는 동안 녹음이 다른 파일로 바뀌었어요. 다시 보내 주세요.',
  SPEECH_REJECTED:
    '음성 인식이 이 녹음을 읽지 못했어요. 파일이 깨졌을 수 있으니 새로 녹음해 주세요.',
  ASSESSMENT_REJECTED: '평가 요청이 받아들여지지 않았어요. 설명을 조금 바꿔서 다시 해 보세요.',
  ASSESSMENT_REFUSED:
    '평가 모델이 이 내용을 평가하지 않겠다고 했어요. 주제에 맞게 다시 설명해 주세요.',
  ASSESSMENT_INVALID: '평가 모델의 답을 쓸 수 없었어요. 다시 보내면 대개 돼요.',
  QUOTA_EXCEEDED: '오늘 가르칠 수 있는 횟수를 다 썼어요. 잘 쉬고 다시 만나요.',
  UNKNOWN: '처리하는 동안 문제가 생겼어요. 다시 보내 주세요.',
  PROVIDER_UNAVAILABLE: '음성 인식이나 평가 서비스가 답하지 않았어요. 잠시 뒤 다시 보내 주세요.',
  PROVIDER_QUOTA: '서비스의 AI 사용 한도가 다 찼어요. 운영자가 채우면 다시 할 수 있어요.',
  DEADLINE_EXCEEDED: '15분 안에 끝내지 못했어요. 잠시 뒤 다시 보내 주세요.',
  INTERNAL_ERROR: '저희 쪽에 문제가 생겼어요. 잠시 뒤 다시 보내 주세요.',
};

/** @satisfies {Record<MicrophoneRefusal, string>} */
const microphoneRefusals = {
  denied:
    '마이크 사용이 허락되지 않았어요. 주소창 옆의 자물쇠(또는 설정)에서 마이크를 허용한 다음 다시 눌러 주세요. 파일이나 글로도 가르칠 수 있어요.',
  missing: '마이크를 찾지 못했어요. 마이크를 연결하거나, 파일이나 글로 가르쳐 주세요.',
  busy: '다른 앱이 마이크를 쓰고 있는 것 같아요. 그 앱을 닫고 다시 눌러 주세요.',
  unsupported:
    '이 브라우저(또는 주소)에서는 녹음할 수 없어요. localhost로 열었는지 확인하거나, 파일이나 글로 가르쳐 주세요.',
};

/** @param {number} seconds */
const lengthText = (seconds) => {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole}초` : `${Math.floor(whole / 60)}분 ${whole % 60}초`;
};

export const korean = {
  stages,
  keyPointLabels,
  failureReasons,
  microphoneRefusals,
  documentTitle: 'Learning Mate · 말로 가르치며 배우기',
  nameButton: (/** @type {string} */ name) => `${name} · 이름 바꾸기`,
  nameWrong: '이름은 1–30자로, 보이는 글자만 쓸 수 있어요.',
  nameSaved: (/** @type {string} */ name) => `이름을 ${name}(으)로 바꿨어요.`,

  topicsLoading: '주제를 불러오는 중…',
  topicMissing: '먼저 주제를 골라 주세요.',
  recordStart: '녹음 시작',
  recordAsking: '마이크를 여는 중…',
  recordStop: '녹음 끝내기',
  recordHint: '5분까지 녹음할 수 있어요.',
  recordStarted: '녹음을 시작했어요.',
  recordQuiet: '소리가 거의 들리지 않아요. 마이크를 확인해 주세요.',
  recordOfLimit: (/** @type {string} */ elapsed) => `${elapsed} / 5:00`,
  recordLimitReached: '5분이 되어 녹음을 마쳤어요.',
  recordEmpty: '녹음된 소리가 없어요. 다시 녹음해 주세요.',
  takeRecorded: (/** @type {string} */ elapsed, /** @type {string} */ size) =>
    `방금 녹음한 것 · ${elapsed} · ${size}`,
  takeFile: (/** @type {string} */ name, /** @type {string} */ size) => `${name} · ${size}`,
  takeTroubles: {
    silent: '이 녹음에서는 소리가 거의 들리지 않아요. 들어 보고, 작으면 다시 녹음해 주세요.',
    tooLong: '10분보다 길어요. 더 짧게, 또는 나누어 가르쳐 주세요.',
    notAudio: '이 브라우저는 이 파일을 소리로 읽지 못했어요. 소리 파일이 맞는지 확인해 주세요.',
  },
  fileEmpty: '빈 파일이에요. 다른 녹음을 골라 주세요.',
  fileTooLarge: '25 MiB보다 큰 파일이에요. 더 짧게 녹음하거나 압축해 주세요.',
  typeCount: (/** @type {string} */ count, /** @type {string} */ most) => `${count} / ${most}자`,
  typeTooLong: '글이 너무 길어요. 5,000자까지 보낼 수 있어요.',
  typeEmpty: '설명을 먼저 써 주세요.',

  sending: '보내는 중',
  working: '듣고 있어요',
  workingHint: '이 화면을 떠나도 결과는 내 기록에 남아요.',
  sendingHint: '다 올라갈 때까지 이 화면을 열어 두세요.',
  stepSendText: '글 보내기',
  stepDone: '끝남',
  stepNow: '하는 중',
  stepLater: '기다리는 중',
  uploaded: (/** @type {number} */ percent) => `${percent}% 올라감`,
  cancel: '그만두기',
  lectureLoading: '불러오는 중…',

  feedbackTitle: '피드백',
  scoreText: (/** @type {number} */ score) => `100점 중 ${score}점`,
  scoreUnit: '점',
  verdicts: {
    great: '아주 잘 가르쳤어요!',
    good: '핵심을 대부분 짚었어요.',
    some: '좋은 시작이에요. 조금만 더 채워 봐요.',
    little: '아직 담지 못한 핵심이 많아요.',
    none: '이 주제의 핵심을 찾지 못했어요.',
  },
  sampleTitle: '예시 결과예요',
  sampleWhy:
    'API 키가 없어서 녹음을 알아듣지 못했어요. 아래는 이 주제의 낱말로 만든 예시이고, 말한 내용을 평가한 것이 아니에요.',
  sampleKey: '진짜 결과를 보려면 키를 넣고 다시 켜 주세요.',
  sampleTyped: '키가 없어도 글로 가르치면 쓴 내용을 낱말로 견주어 드려요.',
  sampleScore: '예시 점수예요. 녹음을 평가한 점수가 아니에요.',
  strength: '잘한 점',
  weakness: '아쉬운 점',
  keyPoints: '핵심 내용',
  keyPointsCovered: (/** @type {number} */ covered, /** @type {number} */ all) =>
    `${all}개 중 ${covered}개를 설명했어요`,
  saidQuote: '이렇게 말했어요',
  corrections: '바로잡기',
  said: '말한 것',
  right: '맞는 것',
  delivery: '말하기',
  duration: '길이',
  rate: '빠르기',
  pauses: '쉼',
  longestPause: '가장 긴 쉼',
  fillers: '군말',
  lengthText,
  rateText: (/** @type {number} */ syllables) => `초당 ${syllables.toFixed(1)}음절`,
  pauseText: (/** @type {number} */ seconds) => `${seconds.toFixed(1)}초`,
  timesText: (/** @type {number} */ count) => `${count}번`,
  nextSteps: '다음에 해 볼 것',
  transcript: '받아쓴 글',
  transcriptTyped: '내가 쓴 글',
  rateQuestion: '이 피드백이 도움이 됐나요?',
  faces: ['전혀 아니에요', '별로예요', '그저 그래요', '도움 됐어요', '아주 도움 됐어요'],
  rated: '고마워요. 언제든 다시 고를 수 있어요.',
  again: '이 주제 다시 가르치기',
  other: '다른 주제 고르기',
  sendAgain: '같은 녹음 다시 보내기',
  sendTextAgain: '같은 글 다시 보내기',
  toRecords: '내 기록 보기',

  silentTitle: '말소리를 찾지 못했어요',
  silentText:
    '녹음에서 알아들을 수 있는 말이 없었어요. 마이크가 켜져 있는지 보고, 조금 더 가까이에서 다시 말해 주세요.',
  failedTitle: '이번에는 평가하지 못했어요',
  failedText: '왜 그런지 알 수 없는 문제가 생겼어요. 다시 보내 주세요.',
  quotaTitle: '오늘은 여기까지예요',
  nextAllowance: (/** @type {string} */ moment) => `${moment}부터 다시 가르칠 수 있어요.`,
  failureCode: (/** @type {string} */ code) => `사유 코드: ${code}`,

  unreachable: '서버에 닿지 못했어요. 로컬 스택이 켜져 있는지 확인하고 다시 해 주세요.',
  problem: (/** @type {number} */ status, /** @type {string} */ detail) =>
    detail === ''
      ? `요청이 받아들여지지 않았어요 (HTTP ${status}).`
      : `요청이 받아들여지지 않았어요: ${detail} (HTTP ${status})`,
  uploadRefused: (/** @type {number} */ status) =>
    `저장소가 녹음을 받지 않았어요 (HTTP ${status}). 다시 보내 주세요.`,
  uploadBroken: '올리는 도중 연결이 끊겼어요. 다시 보내 주세요.',
  notFound: '이 강의를 찾을 수 없어요. 가르칠 때의 로그인으로만 볼 수 있어요.',
  retry: '다시 해 보기',

  recordsEmpty: '아직 가르친 것이 없어요. 첫 주제를 골라 볼까요?',
  recordsStart: '가르치러 가기',
  recordsCount: (
    /** @type {{count: number, typed: number, isAll: boolean}} */ { count, typed, isAll },
  ) =>
    `${isAll ? '지금까지' : '최근'} ${count}번 가르쳤어요.` +
    (typed === 0 ? '' : ` 그중 ${typed}번은 글이고, 글도 기록과 점수 변화에 들어가요.`),
  typed: '글',
  statuses: { IN_PROGRESS: '처리 중', STT_EMPTY: '말소리 없음', FAILURE: '평가 못 함' },
  chartFew: '점수가 두 번 이상 쌓이면 변화를 그려 드려요.',
  chartText: (
    /** @type {{count: number, first: number, last: number, best: number}} */ {
      count,
      first,
      last,
      best,
    },
  ) => `최근 ${count}번의 점수. 처음 ${first}점, 마지막 ${last}점, 가장 높은 점수 ${best}점.`,
};
