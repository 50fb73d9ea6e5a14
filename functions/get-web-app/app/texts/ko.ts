import type { TakeTrouble } from '../device/listen-to-take.ts';
import type { MicrophoneRefusal } from '../device/microphone.ts';

const takeTroubles: Record<TakeTrouble, string> = {
  silent: '이 녹음에서는 소리가 거의 들리지 않아요. 들어 보고, 소리가 작으면 다시 녹음해 주세요.',
  tooLong: '10분보다 길어요. 더 짧게 줄이거나 나누어 가르쳐 주세요.',
  notAudio: '이 브라우저에서 재생할 수 없는 파일이에요. 오디오 파일이 맞는지 확인해 주세요.',
};

const microphoneRefusals: Record<MicrophoneRefusal, string> = {
  denied:
    '마이크 사용이 허용되지 않았어요. 주소창 옆의 자물쇠(또는 설정)에서 마이크를 허용한 다음 다시 눌러 주세요. 파일이나 글로도 가르칠 수 있어요.',
  missing: '마이크를 찾지 못했어요. 마이크를 연결하거나, 파일이나 글로 가르쳐 주세요.',
  busy: '다른 앱이 마이크를 쓰고 있는 것 같아요. 그 앱을 닫고 다시 눌러 주세요.',
  unsupported: '이 브라우저(또는 주소)에서는 녹음할 수 없어요. 파일이나 글로 가르쳐 주세요.',
};

/** The texts of the web app, beyond those that all clients share. */
export const korean = {
  takeTroubles,
  microphoneRefusals,
  documentTitle: 'Learning Mate · 말로 가르치며 배우기',
  skip: '본문으로 건너뛰기',
  screens: '화면',
  toTeach: '가르치기',
  toTopics: '내 주제',
  toRecords: '내 기록',
  otherLanguage: 'English',
  standInTitle: 'OpenAI 대신 로컬 대역이 답하고 있어요.',
  standInDetail:
    '음성은 알아듣지 못하고(녹음 파일의 태그만 읽어요) 단어만 비교하기 때문에, 점수와 피드백은 실제 AI가 준 것이 아니에요. OPENAI_API_KEY를 설정하고 다시 실행하면 실제 AI가 답해요.',

  nameButton: (name: string) => `${name} · 이름 바꾸기와 설정`,
  settingsTitle: '이름과 설정',
  nameLabel: '이름 (1–30자)',
  nameSave: '이름 저장',
  nameWrong: '이름은 1–30자로, 보이는 글자만 쓸 수 있어요.',
  nameSaved: (name: string) => `이름을 ${name}(으)로 바꿨어요.`,
  sendsByItself: '녹음을 마치면 3초 뒤에 자동으로 보내기',
  consentGiven: (moment: string) => `${moment}에 동의했어요.`,
  consentGivenByGuardian: (moment: string) => `${moment}에 보호자가 동의했어요.`,
  consentNone: '아직 동의하지 않았어요. 처음 보낼 때 여쭤볼게요.',
  consentWithdraw: '동의 철회',
  consentWithdrawn: '동의를 철회했어요. 다음에 보낼 때 다시 여쭤볼게요.',
  studiesWithdrawn: '동의를 철회했어요. 이제부터 연구에 쓰지 않아요.',
  transferTitle: '다른 기기에서 이어서 하기',
  transferMake: '다른 기기에 넣을 코드 만들기',
  transferShown: (moment: string) =>
    `다른 기기에서 이 앱을 열고 설정에 이 코드를 넣어 주세요. ${moment}까지, 한 번만 쓸 수 있어요. 다른 사람에게는 보여 주지 마세요.`,
  transferLabel: '다른 기기에서 만든 코드 (숫자 16자리)',
  transferWarning:
    '코드를 넣으면 이 기기에서도 그 이름과 기록을 써요. 지금까지 이 기기에서 쌓은 기록은 다시 볼 수 없어요.',
  transferUse: '이 코드로 이어서 하기',
  transferWrong: '숫자 16자리를 넣어 주세요.',
  transferUnsent: '아직 보내지 못한 것이 있어요. 먼저 보내거나 보내기를 취소해 주세요.',
  close: '닫기',

  remindersTitle: '알림',
  reminderWays: {
    off: '받지 않기',
    ready: '피드백이 나오면',
    daily: '피드백이 나오면, 그리고 하루에 한 번',
  },
  remindersHint:
    '마지막으로 가르친 지 하루쯤 지나면 한 번 알려 드려요. 밤 9시부터 아침 8시까지는 보내지 않고, 반응이 없으면 점점 줄여요.',
  remindersDenied:
    '이 브라우저에서 알림이 막혀 있어요. 주소창 옆의 자물쇠(또는 설정)에서 알림을 허용한 다음 다시 골라 주세요.',
  remindersFailed: '지금은 알림을 켤 수 없어요. 잠시 뒤에 다시 골라 주세요.',
  remindersSaved: '알림 설정을 바꿨어요.',
  offerTitle: '다음에는 알려 드릴까요?',
  offerLead: '기다리지 않아도 되게, 피드백이 나오면 이 기기로 알려 드릴 수 있어요.',
  offerDaily: '하루 한 번 알림도 받을래요',
  offerReady: '피드백이 나올 때만',
  offerNo: '괜찮아요',
  offerDone: '알려 드릴게요. 설정에서 언제든 끌 수 있어요.',

  consentTitle: '말하기 전에 알려 드려요',
  consentVoice: (hosts: string) => `녹음은 ${hosts}에 보내 글로 옮겨요.`,
  consentTranscript: (hosts: string) => `옮긴 글과 주제는 ${hosts}에 보내 평가해요.`,
  consentStandIn: '지금은 이 컴퓨터 안의 대역이 답해서, 녹음이 밖으로 나가지 않아요.',
  consentKept: (days: number) =>
    `녹음은 ${days}일 뒤에 지워요. 글과 점수는 기록을 지울 때까지 남아요.`,
  consentKeptUnknown: '녹음은 정해진 날이 지나면 지워요. 글과 점수는 기록을 지울 때까지 남아요.',
  consentNot: '이름은 AI에 보내지 않아요. 동의는 설정에서 언제든 철회할 수 있어요.',
  consentAgree: '만 14세 이상이고 동의해요',
  consentYoung: '만 14세 미만이에요',
  consentGuardian: '보호자가 함께 읽고 동의했어요',
  consentGuardianHint:
    '만 14세 미만은 보호자의 동의가 있어야 해요. 광고가 나오지 않고, 리그와 공유는 쓸 수 없어요. 보호자에게 이 화면을 보여 주세요.',
  consentBack: '돌아가기',

  today: '오늘의 한 걸음',
  streakDays: (days: number) => `${days}일째`,
  streakOpen: (days: number) =>
    days === 0 ? '오늘 말하면 첫째 날이에요.' : `오늘도 말하면 ${days + 1}일째예요.`,
  streakDone: '오늘 할 일을 마쳤어요.',
  streakFreezes: (count: number) => `하루 쉬어도 ${count}번까지는 끊기지 않아요.`,
  lecturesLeft: (left: number) =>
    left === 0
      ? '오늘 가르칠 수 있는 횟수를 다 썼어요. 내일 다시 가르칠 수 있어요.'
      : `오늘 ${left}번 더 가르칠 수 있어요.`,
  lecturesEarned: (earned: number) => `광고를 보고 얻은 ${earned}번은 오늘까지만 쓸 수 있어요.`,
  streakGrown: (days: number) =>
    days === 1 ? '오늘이 첫째 날이에요. 내일도 이어 볼까요?' : `${days}일째 이어 가고 있어요!`,
  questReasons: {
    DUE: '잊을 때가 됐어요. 약했던 부분만 다시 말해 봐요.',
    NEAR: '지난번에 가르친 것과 이어져요.',
    FIRST: '시작하기 좋은 주제예요.',
    AGAIN: '한 번 더 다져 봐요.',
  } as Readonly<Record<string, string>>,
  questGo: '30초만 말하기',
  questSwap: '다른 주제로',
  questDone: '오늘의 한 걸음을 마쳤어요.',
  leagueLink: '이번 주 리그 보기',
  dueCount: (count: number) => `다시 볼 주제 ${count}개`,
  dueStrength: (percent: number) => `지금 기억날 가능성 ${percent}%`,

  topicTitle: '무엇을 가르쳐 볼까요?',
  lead: '30초만 말해 보세요.',
  words: '이런 말을 써 보세요',
  otherTopic: '다른 주제',
  major: '분야',
  subject: '과목',
  topic: '주제',
  topicsLoading: '주제를 불러오는 중…',
  topicMissing: '먼저 주제를 골라 주세요.',
  way: '가르치는 방법',
  ways: { record: '녹음', file: '파일', type: '글' },
  recordStart: '녹음 시작',
  recordAsking: '마이크를 여는 중…',
  recordStop: '녹음 끝내기',
  recordHint: '5분까지 녹음할 수 있어요.',
  recordStarted: '녹음을 시작했어요.',
  recordQuiet: '소리가 거의 들리지 않아요. 마이크를 확인해 주세요.',
  recordOfLimit: (elapsed: string) => `${elapsed} / 5:00`,
  recordLimitReached: '5분이 되어 녹음을 마쳤어요.',
  recordEmpty: '녹음된 소리가 없어요. 다시 녹음해 주세요.',
  takeTitle: '보낼 녹음',
  takeRecorded: (elapsed: string, size: string) => `방금 녹음한 것 · ${elapsed} · ${size}`,
  takeFile: (name: string, size: string) => `${name} · ${size}`,
  takeSend: '이대로 보내기',
  takeDrop: '다시 고르기',
  takeSoon: (seconds: number) => `${seconds}초 뒤에 보낼게요.`,
  takeWait: '잠깐만요',
  fileChoose: '녹음 파일 고르기',
  fileDrop: '여기에 끌어다 놓아도 돼요. webm, m4a, mp3, wav 등 25 MiB까지',
  fileEmpty: '빈 파일이에요. 다른 녹음을 골라 주세요.',
  fileTooLarge: '25 MiB보다 큰 파일이에요. 더 짧게 녹음하거나 압축해 주세요.',
  typeLabel: '설명을 글로 쓰기',
  typeHint:
    '소리 내기 어려운 곳에서는 글로 가르쳐 보세요. 글로 가르친 것은 순위에 반영되지 않아요.',
  typeSend: '보내기',
  typeCount: (count: string, most: string) => `${count} / ${most}자`,
  typeTooLong: '글이 너무 길어요. 5,000자까지 보낼 수 있어요.',
  typeEmpty: '설명을 먼저 써 주세요.',

  unsentTitle: '아직 보내지 못했어요',
  unsentHint: '이 기기에 저장해 두었어요. 인터넷에 연결되면 자동으로 보낼게요.',
  unsentNow: '지금 보내기',
  unsentBack: '보내기 취소',
  unsentCount: (count: number) => `보내지 못한 것이 ${count}개 있어요. 연결되면 자동으로 보낼게요.`,
  unsentGone: '여기에는 보낼 것이 없어요.',
  sentMeanwhile: (topic: string) => `기다리던 ${topic} 설명을 보냈어요.`,
  sentMeanwhileLink: '결과 보기',

  sending: '보내는 중',
  working: '듣고 있어요',
  workingHint: '이 화면을 떠나도 결과는 내 기록에 남아요.',
  sendingHint: '다 올라갈 때까지 이 화면을 열어 두세요.',
  stepDone: '끝남',
  stepNow: '하는 중',
  stepLater: '기다리는 중',
  uploaded: (percent: number) => `${percent}% 업로드됨`,
  cancel: '그만두기',
  loading: '불러오는 중…',

  scoreUnit: '점',
  verdicts: {
    great: '아주 잘 가르쳤어요!',
    good: '핵심을 대부분 짚었어요.',
    some: '좋은 시작이에요. 조금만 더 채워 봐요.',
    little: '아직 담지 못한 핵심이 많아요.',
    none: '이 주제의 핵심을 찾지 못했어요.',
  },
  personalBest: (before: number) => `이 주제의 내 최고 점수예요! 지난 최고는 ${before}점이었어요.`,
  sampleKey: '실제 결과를 보려면 키를 설정하고 다시 실행해 주세요.',
  sampleTyped: '키가 없어도 글로 가르치면 쓴 내용을 단어로 비교해 드려요.',
  sampleScore: '예시 점수예요. 녹음을 평가한 점수가 아니에요.',
  saidQuote: '이렇게 말했어요',
  rateQuestion: '이 피드백이 도움이 됐나요?',
  faces: ['전혀 아니에요', '별로예요', '그저 그래요', '도움 됐어요', '아주 도움 됐어요'],
  rated: '고마워요. 언제든 다시 고를 수 있어요.',
  teachPointAgain: '이 부분만 다시 말하기',
  againTitle: '이 부분만 다시 말해 볼까요?',
  againLead: '떠올려 본 다음, 보지 않고 말해 보세요. 이 부분만 다시 살펴봐요.',
  againPoint: '어떤 부분이었는지 보기',
  againWhole: '주제 전체를 말할래요',
  answerTitle: '학생의 질문',
  answerLead: '옆에 있는 학생에게 말하듯 대답해 보세요. 한두 문장이면 돼요.',
  answerTypeLabel: '대답을 글로 쓰기',
  answerNot: '대답하지 않고 돌아가기',
  again: '이 주제 다시 가르치기',
  other: '다른 주제 고르기',
  sendAgain: '같은 녹음 다시 보내기',
  sendTextAgain: '같은 글 다시 보내기',
  retry: '다시 해 보기',
  reload: '화면 다시 열기',
  screenMissing: '화면을 불러오지 못했어요',

  recordsTitle: '내 기록',
  ranking: '순위',
  chart: '점수 변화',
  list: '지금까지 가르친 것',
  more: '더 보기',
  recordsEmpty: '아직 가르친 것이 없어요. 첫 주제를 골라 볼까요?',
  recordsStart: '가르치러 가기',
  recordsCount: ({ count, typed, isAll }: { count: number; typed: number; isAll: boolean }) =>
    `${isAll ? '지금까지' : '최근'} ${count}번 가르쳤어요.${
      typed === 0 ? '' : ` 그중 ${typed}번은 글이고, 글도 기록과 점수 변화에 반영돼요.`
    }`,
  typed: '글',
  chartFew: '점수가 두 번 이상 쌓이면 변화를 그려 드려요.',
  chartText: ({ count, first, last, best }: ChartFigures) =>
    `최근 ${count}번의 점수예요. 처음 ${first}점, 마지막 ${last}점, 최고 ${best}점.`,
};

export interface ChartFigures {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly best: number;
}

/** The type of the other languages' texts, so that a missing text does not compile. */
export type AppTexts = typeof korean;
