import type { LoopMessages } from './loop-messages.ts';

export const koreanLoop: LoopMessages = {
  hints: '힌트',
  hintsLead: '답을 보기 전에 먼저 떠올려 보세요.',
  met: '잘 설명한 것',
  pupilAsks: '학생이 물어봐요',
  roundText: (round, of) => `질문 ${round} / ${of}`,
  pupilListens: '학생이 대답을 듣고 있어요',
  answered: '이렇게 대답했어요',
  answerStatuses: {
    IN_PROGRESS: '듣는 중',
    STT_EMPTY: '말소리를 찾지 못했어요. 다시 대답해 주세요.',
    FAILURE: '이 대답은 살펴보지 못했어요. 다시 대답해 주세요.',
  },
  understood: '학생이 이해했어요!',
  askedOut: '질문은 여기까지예요',
  explanation: '이렇게 설명하면 돼요',
  understanding: '이해도',
  understandingText: (score, understanding) =>
    understanding > score
      ? `처음 ${score}점에서 대답까지 더하면 ${understanding}점이에요.`
      : `아직 처음과 같은 ${score}점이에요.`,

  disputeFailed: '다시 보지 못했어요. 한 번 더 해 주세요.',
  correctFailed: '고친 글을 살펴보지 못했어요. 다시 보내 주세요.',

  ownTopics: '내 주제',
  openingQuestion: '첫 질문',
  words: '이런 말을 써 보세요',
  thinkFirst: '먼저 생각해 볼 것',
  misconceptions: '자주 하는 오해',
  notes: '적어 둔 내용',
  weightText: (weight) => `비중 ${weight}`,
  topicStatuses: { PREPARING: '준비하는 중', READY: '준비됐어요', FAILED: '준비하지 못했어요' },
  topicFailures: {
    ASSESSMENT_REJECTED: '준비 요청이 받아들여지지 않았어요. 제목이나 내용을 조금 바꿔 보세요.',
    ASSESSMENT_REFUSED: '이 내용으로는 주제를 만들 수 없다고 해요. 다른 내용으로 만들어 보세요.',
    ASSESSMENT_INVALID: '쓸 만한 주제가 나오지 않았어요. 다시 만들면 대개 돼요.',
    QUOTA_EXCEEDED: '오늘 쓸 수 있는 횟수를 다 썼어요. 내일 다시 만들어 주세요.',
    UNKNOWN: '왜 그런지 알 수 없는 문제가 생겼어요. 다시 만들어 주세요.',
    PROVIDER_UNAVAILABLE: '주제를 준비하는 서비스가 답하지 않았어요. 잠시 뒤 다시 만들어 주세요.',
    DEADLINE_EXCEEDED: '15분 안에 준비하지 못했어요. 잠시 뒤 다시 만들어 주세요.',
    INTERNAL_ERROR: '저희 쪽에 문제가 생겼어요. 잠시 뒤 다시 만들어 주세요.',
  },

  share: '주제 공유하기',
  shareWhy:
    '코드를 받은 사람은 이 주제를 가져가 가르칠 수 있어요. 핵심 내용은 보이고, 적어 둔 내용과 내 이름은 보이지 않아요.',
  shareUntil: (moment) => `${moment}까지 이 코드로 가져갈 수 있어요.`,
  shareStopped: '이제 이 코드로 가져갈 수 없어요. 이미 가져간 주제는 그대로 남아요.',
  copiedFrom: (code) => `받은 주제예요 (코드 ${code}).`,
  codeLabel: '받은 코드 (16자)',
  codeWrong: '코드는 영어 글자와 숫자 16자예요. 다시 확인해 주세요.',
  report: '이 주제 신고하기',
  reported: '신고했어요. 운영자가 살펴볼게요.',

  progress: '주제별 변화',
  progressEmpty: '평가받은 강의가 생기면 주제별로 보여 드려요.',
  pointText: (keyPoint) => `핵심 ${keyPoint}`,
  answersGiven: '학생에게 한 대답',
  timesTaught: (count) => `${count}번 가르쳤어요`,
  chain: '이어서 가르친 것',
  chainFirst: '처음',
  againText: (keyPoints) => `핵심 ${keyPoints.join(', ')} 다시`,
};
