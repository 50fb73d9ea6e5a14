import type { Messages } from './messages.ts';

const whole = (seconds: number): string => {
  const rounded = Math.round(seconds);
  return rounded < 60 ? `${rounded}초` : `${Math.floor(rounded / 60)}분 ${rounded % 60}초`;
};

const notMine = '내 주제에 없어요. 지웠거나, 다른 로그인으로 만든 주제예요.';

export const korean: Messages = {
  stages: {
    WAITING_FOR_UPLOAD: '녹음 올리기',
    QUEUED: '차례 기다리기',
    TRANSCRIBING: '말을 글로 옮기기',
    ASSESSING: '설명 평가하기',
    DONE: '피드백 완성',
  },
  stageUnknown: '처리하는 중',
  statuses: { IN_PROGRESS: '처리 중', STT_EMPTY: '말소리 없음', FAILURE: '평가 못 함' },
  keyPointLabels: {
    covered: '설명했어요',
    partial: '일부만 말했어요',
    missing: '빠졌어요',
    wrong: '틀렸어요',
    transcription_error: '잘못 받아쓴 것 같아요',
  },
  failureReasons: {
    UPLOAD_MISSING: '녹음이 도착하지 않았어요. 연결을 확인하고 다시 보내 주세요.',
    RECORDING_EMPTY: '녹음이 비어 있어요. 마이크를 확인하고 다시 녹음해 주세요.',
    RECORDING_TOO_LARGE: '녹음이 25 MiB보다 커요. 더 짧게 녹음하거나 압축해 주세요.',
    RECORDING_NOT_AUDIO: '오디오 파일이 아니에요. webm, m4a, mp3, wav 같은 녹음을 보내 주세요.',
    RECORDING_FORMAT_UNSUPPORTED:
      '이 형식의 녹음은 들을 수 없어요. m4a, mp3, wav, webm, ogg, flac 가운데 하나로 보내 주세요.',
    RECORDING_TOO_LONG: '녹음이 너무 길어요. 더 짧게 줄이거나 나누어 다시 가르쳐 주세요.',
    RECORDING_CHANGED: '처리하는 동안 녹음이 다른 파일로 바뀌었어요. 다시 보내 주세요.',
    SPEECH_REJECTED:
      '음성 인식이 이 녹음을 읽지 못했어요. 파일이 깨졌을 수 있으니 새로 녹음해 주세요.',
    ASSESSMENT_REJECTED: '평가 요청이 받아들여지지 않았어요. 설명을 조금 바꿔서 다시 해 보세요.',
    ASSESSMENT_REFUSED: '평가 모델이 이 내용의 평가를 거절했어요. 주제에 맞게 다시 설명해 주세요.',
    ASSESSMENT_INVALID: '평가 모델이 제대로 답하지 못했어요. 다시 보내면 대개 해결돼요.',
    QUOTA_EXCEEDED: '오늘 가르칠 수 있는 횟수를 다 썼어요. 잘 쉬고 다시 만나요.',
    CONSENT_WITHDRAWN:
      'AI 서비스 이용 동의를 철회해서 보내지 않았어요. 다시 동의하면 보낼 수 있어요.',
    UNKNOWN: '왜 그런지 알 수 없는 문제가 생겼어요. 다시 보내 주세요.',
    PROVIDER_UNAVAILABLE: '음성 인식이나 평가 서비스가 답하지 않았어요. 잠시 뒤 다시 보내 주세요.',
    PROVIDER_QUOTA: '서비스의 AI 사용 한도가 다 찼어요. 운영자가 채우면 다시 할 수 있어요.',
    DEADLINE_EXCEEDED: '15분 안에 끝내지 못했어요. 잠시 뒤 다시 보내 주세요.',
    INTERNAL_ERROR: '저희 쪽에 문제가 생겼어요. 잠시 뒤 다시 보내 주세요.',
  },
  problems: {
    INVALID_REQUEST: '보낸 내용이 올바르지 않아요.',
    MALFORMED_JSON: '보낸 내용을 서버가 읽지 못했어요. 새로 고친 다음 다시 해 주세요.',
    INVALID_CALLBACK: '문제가 생겼어요. 앱을 다시 열어 주세요.',
    AUDIO_URL_NOT_YOURS: '지금 로그인으로 올린 녹음이 아니에요. 녹음을 다시 보내 주세요.',
    PUSH_SERVICE_UNKNOWN: '이 브라우저로는 알림을 보낼 수 없어요. 다른 브라우저에서 켜 주세요.',
    KEY_POINT_NOT_FOUND: '이 주제에는 그런 핵심 내용이 없어요. 다시 골라 주세요.',
    PARENT_NOT_FOUND:
      '다시 가르칠 강의를 찾을 수 없어요. 같은 주제로 평가받은 내 강의를 골라 주세요.',
    TRANSCRIPT_UNCHANGED: '받아쓴 글과 똑같아요. 잘못 들은 단어를 고친 다음 보내 주세요.',
    TRANSCRIPT_CHANGED_TOO_MUCH:
      '고친 곳이 너무 많아요. 잘못 들은 말만 고칠 수 있어요. 더 설명하고 싶으면 다시 가르쳐 주세요.',
    UNAUTHORIZED: '로그인이 만료됐어요. 처음부터 다시 해 주세요.',
    ROUTE_NOT_FOUND: '이 서버에는 없는 기능이에요. 주소를 확인해 주세요.',
    LECTURE_NOT_FOUND: '이 강의를 찾을 수 없어요. 가르칠 때 쓴 로그인으로만 볼 수 있어요.',
    TOPIC_NOT_FOUND: '이 주제는 목록에 없어요. 다른 주제를 골라 주세요.',
    TOPIC_NOT_READY: '이 주제는 아직 준비되지 않았어요. 준비가 끝나면 다시 해 주세요.',
    TOO_MANY_TOPICS: '내 주제는 50개까지 만들 수 있어요. 하나를 지우고 다시 해 주세요.',
    TEXT_NOT_FOR_SHARING:
      '학습자에게 맞지 않는 표현이 있어서 공유하지 못했어요. 고친 다음 다시 해 주세요.',
    NOT_BEFORE_14: '만 14세부터 할 수 있어요.',
    CONSENT_WITHDRAWN:
      'AI 서비스 이용 동의를 철회해서 내용을 확인할 수 없어요. 다음에 가르칠 때 다시 동의할 수 있어요.',
    TAKEN_DOWN: '신고를 살펴본 운영자가 공유를 막은 주제예요. 다시 공유할 수 없어요.',
    SHARED_TOPIC_NOT_FOUND:
      '이 코드로 공유된 주제가 없어요. 코드를 확인하거나 공유한 사람에게 다시 물어봐 주세요.',
    METHOD_NOT_ALLOWED: '이 서버는 그런 요청을 받지 않아요. 새로 고친 다음 다시 해 주세요.',
    TOPIC_MISMATCH: '이 녹음은 이미 다른 주제로 보냈어요.',
    PURPOSE_MISMATCH: '이 녹음은 이미 다른 핵심 내용을 설명하려고 보냈어요.',
    LECTURE_NOT_FINISHED: '아직 평가하고 있어요. 끝난 다음에 다시 해 주세요.',
    NOT_ASSESSED: '평가 결과가 없는 강의예요. 평가받은 강의에서 해 주세요.',
    QUESTION_NOT_OPEN:
      '지금은 이 질문에 답할 수 없어요. 강의를 다시 열어 어떤 질문이 남았는지 봐 주세요.',
    NOT_A_LECTURE_ITSELF:
      '이것은 강의가 아니라 나중에 한 답이나 재평가예요. 처음 강의에서 해 주세요.',
    NOTHING_HEARD: '말로 한 강의가 아니어서 잘못 들은 곳이 없어요.',
    ALREADY_CORRECTED: '이 강의의 받아쓴 글은 이미 한 번 고쳤어요.',
    NOTHING_TO_DISPUTE: '이미 제대로 설명했다고 평가받은 내용이에요.',
    ALREADY_DISPUTED: '이 핵심 내용은 이미 한 번 다시 봐 달라고 했어요.',
    BODY_TOO_LARGE: '한 번에 보내기에는 너무 길어요. 줄여서 다시 보내 주세요.',
    TRANSFER_CODE_NOT_VALID:
      '그런 코드가 없거나, 이미 썼거나, 10분이 지났어요. 다른 기기에서 새 코드를 만들어 주세요.',
    TOO_MANY_TRANSFER_CODES: '오늘은 코드를 너무 많이 만들었어요. 내일 다시 해 주세요.',
    TOO_MANY_CONSENTS: '오늘은 동의를 너무 자주 바꿨어요. 내일 다시 해 주세요.',
    TOO_MANY_TOKENS: '오늘은 이곳에서 새로 시작한 사람이 너무 많아요. 내일 다시 해 주세요.',
    TOO_MANY_NAMES: '오늘은 이름을 더 바꿔 보일 수 없어요. 내일 다시 해 주세요.',
    TOO_MANY_SHARES: '오늘은 주제를 더 공유할 수 없어요. 내일 다시 해 주세요.',
    TOO_MANY_CODES: '없는 코드를 너무 여러 번 넣었어요. 내일 다시 해 주세요.',
    TOO_MANY_REPORTS: '오늘은 더 신고할 수 없어요. 내일 다시 해 주세요.',
    TOO_MANY_REWARDS: '오늘 얻을 수 있는 횟수는 다 얻었어요. 내일 또 얻을 수 있어요.',
    MODERATION_UNAVAILABLE:
      '지금은 내용을 확인할 수 없어서 공유하지 못했어요. 잠시 뒤 다시 해 주세요.',
    BUSY: '지금 많이 붐벼요. 잠시 뒤 다시 해 주세요.',
    NOT_CONFIGURED: '서비스 설정에 문제가 있어 운영자에게 알렸어요. 나중에 다시 해 주세요.',
    INTERNAL: '저희 쪽에 문제가 생겼어요. 잠시 뒤 다시 해 주세요.',
  },
  problemsOf: {
    'POST /api/v1/users/token': {
      TOO_MANY_TOKENS: '오늘은 이곳에서 코드를 너무 많이 넣었어요. 내일 다시 해 주세요.',
    },
    'GET /api/v1/users/topics/{id}': { TOPIC_NOT_FOUND: notMine },
    'PUT /api/v1/users/topics/{id}': { TOPIC_NOT_FOUND: notMine },
    'DELETE /api/v1/users/topics/{id}': { TOPIC_NOT_FOUND: notMine },
    'POST /api/v1/users/topics/{id}/share': { TOPIC_NOT_FOUND: notMine },
    'DELETE /api/v1/users/topics/{id}/share': { TOPIC_NOT_FOUND: notMine },
  },
  reportReasons: {
    WRONG: '틀린 내용을 가르쳐요',
    OFFENSIVE: '불쾌하거나 학습자에게 맞지 않아요',
    PERSONAL_DATA: '누군가의 개인 정보가 있어요',
    SPAM: '광고나 장난이에요',
    OTHER: '다른 이유가 있어요',
  },
  troubles: {
    unreachable: '서버에 연결하지 못했어요. 연결을 확인하고 다시 해 주세요.',
    'no-answer': '서버가 오랫동안 답하지 않았어요. 잠시 뒤 다시 해 주세요.',
    'not-the-contract': 'Learning Mate 서버의 답이 아니에요. 주소를 확인해 주세요.',
    'upload-refused': '저장소가 녹음을 받지 않았어요. 다시 보내 주세요.',
    'upload-broken': '올리는 도중 연결이 끊겼어요. 다시 보내 주세요.',
    'waited-too-long': '기다렸지만 아직 끝나지 않았어요.',
  },
  problemUnknown: (detail) => `요청이 받아들여지지 않았어요: ${detail}`,

  silentTitle: '말소리를 찾지 못했어요',
  silentText:
    '녹음에서 알아들을 수 있는 말이 없었어요. 마이크가 켜져 있는지 보고, 조금 더 가까이에서 다시 말해 주세요.',
  failedTitle: '이번에는 평가하지 못했어요',
  quotaTitle: '오늘은 여기까지예요',
  nextAllowance: (moment) => `${moment}부터 다시 가르칠 수 있어요.`,
  reasonCode: (code) => `사유 코드: ${code}`,

  feedbackTitle: '피드백',
  score: '점수',
  scoreText: (score) => `100점 중 ${score}점`,
  strength: '잘한 점',
  weakness: '아쉬운 점',
  keyPoints: '핵심 내용',
  keyPointsCovered: (covered, all) => `${all}개 중 ${covered}개를 설명했어요`,
  corrections: '바로잡기',
  said: '말한 것',
  right: '맞는 것',
  delivery: '말하기',
  nextSteps: '다음에 해 볼 것',
  transcript: '받아쓴 글',
  transcriptTyped: '내가 쓴 글',

  correctTitle: '잘못 받아쓴 곳 고치기',
  correctWhy:
    '말한 그대로, 잘못 알아들은 단어만 고쳐 주세요. 글자의 15%까지, 한 번만 고칠 수 있어요. 고친 글로 다시 평가하지만 처음 점수와 순위는 그대로예요.',
  correctSend: '고친 글 보내기',
  disputeTitle: '이 평가에 동의하지 않아요',
  disputeWhy:
    '이 내용만 한 번 더 평가해 볼게요. 한 번만 할 수 있고, 더 좋은 결과가 나올 때만 바뀌어요. 강의 ¼번으로 계산해요.',
  disputeComment: '왜 그렇게 생각하나요? (쓰지 않아도 되고, 평가에는 반영되지 않아요)',
  disputeSend: '다시 봐 주세요',
  consentPurposes: {
    PROCESSING_ABROAD: '녹음과 글을 외국에 있을 수 있는 AI 서비스에 보내 글로 옮기고 평가해요.',
    DISPUTE_STUDIES:
      '다시 봐 달라고 한 부분의 말과 평가를, 이름 없이 사람이 살펴보고 평가를 개선하는 데 써요.',
  },
  withGuardian: '만 14세 미만이면 보호자와 함께 읽고 골라 주세요.',
  disputeOpen: '다시 보고 있어요',
  disputeKinder: '다시 보니 더 잘 설명했어요',
  disputeSame: '다시 봐도 평가가 더 좋아지지 않았어요',
  revisedTitle: '다시 본 결과',
  revisedText: (score) => `다시 보면 100점 중 ${score}점이에요. 처음 점수와 순위는 그대로예요.`,
  revisedBy: {
    result: '첫 평가',
    transcript: '고친 글로 다시 평가',
    disagreement: '다시 보고 바뀐 평가',
  },

  sampleTitle: '예시 결과예요',
  sampleWhy:
    'API 키가 없어서 녹음을 알아듣지 못했어요. 아래는 이 주제의 단어로 만든 예시예요. 말한 내용을 평가한 것이 아니어서 순위에도 반영되지 않아요.',

  duration: '길이',
  durationText: whole,
  rate: '빠르기',
  rateText: (syllables) => `초당 ${syllables.toFixed(1)}음절`,
  pauses: '쉼',
  longestPause: '가장 긴 쉼',
  pauseText: (seconds) => `${seconds.toFixed(1)}초`,
  fillers: '군말',
  timesText: (count) => `${count}번`,
};
