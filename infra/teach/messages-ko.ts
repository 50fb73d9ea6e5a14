import { sizeText } from '../../shared/client/wording.ts';
import { defaultApi, defaultWaitSeconds } from './arguments.ts';
import type { TerminalMessages } from './messages.ts';

const help = `녹음이나 글로 강의하고 피드백을 받아요. 앱이 하는 일을 그대로 해요.

사용법
  npm run teach -- 파일 [--topic ID]     녹음 파일로 강의해요 (--text "글"도 돼요)
  npm run teach -- --lecture ID          이미 보낸 강의를 보거나 이어서 기다려요
  npm run teach -- --topics              주제를 모두 보여 줘요
  npm run teach -- --card ID             말하기 전에 읽을 주제 카드를 보여 줘요

배우기
  --answer 강의 파일                     학생의 질문에 대답해요 (--text "글"도 돼요)
  --again 강의 --point N 파일            핵심 하나만 다시 가르쳐요
  --reveal 강의                          답과 설명을 모두 봐요
  --dispute 강의 --point N [--comment T] 평가에 동의하지 않는다고 말해요
  --correct 강의 --text "글"             잘못 받아쓴 곳을 고쳐요
  --progress                             주제와 핵심 내용별 변화를 보여 줘요

내 주제
  --my-topics                            내 주제를 모두 보여 줘요
  --make-topic 제목 [--notes 파일]       공부한 내용으로 주제를 만들어요
  --my-topic ID                          내 주제 하나를 보여 줘요
  --edit-topic ID --points 파일 [--title 제목]
                                         핵심 내용을 고쳐요. 파일은 "비중 문장"으로 된 줄
  --delete-topic ID                      내 주제를 지워요

공유
  --share-topic ID                       내 주제를 공유할 코드를 만들어요
  --stop-sharing ID                      그 코드를 더 쓸 수 없게 해요
  --shared-topic 코드                    코드로 공유된 주제를 봐요
  --copy-topic 코드                      그 주제를 내 주제로 가져와요
  --report-topic 코드 --reason 이유      신고해요. 이유: wrong, offensive,
                                         personal-data, spam, other

다른 기기와 동의
  --make-code                            다른 기기에서 이어 할 코드를 만들어요
  --use-code 코드 [--force]              다른 기기에서 만든 코드로 이어 해요
  --consents                             무엇에 동의했는지 보여 줘요
  --agree 목적 [--guardian]              동의해요: dispute-studies, processing-abroad
                                         (--guardian: 만 14세 미만이라 보호자가 해요)
  --withdraw 목적                        동의를 거둬요

옵션
  --topic ID         강의할 주제. 없으면 목록의 첫 주제
  --api URL          백엔드 주소. 없으면 환경 변수 LEARNING_MATE_API,
                     그것도 없으면 ${defaultApi} (PORT를 따라요)
  --lang ko|en       화면의 언어. 없으면 LANG이 en으로 시작할 때만 영어
  --full             받아쓴 글을 끝까지 보여 줘요
  --force            빈 파일이나 25 MiB가 넘는 파일도 그대로 올려요.
                     --use-code에서는 지금 로그인을 잃어도 돼요
  --wait-seconds N   결과를 기다릴 시간(초). 없으면 ${defaultWaitSeconds}
  --login-file FILE  로그인을 보관할 파일. 없으면 .local/teach.json
  -h, --help         이 도움말

종료 코드: 0 물은 것을 받음, 1 그 밖의 끝, 2 잘못된 사용법, 130 Ctrl-C
`;

const usage: TerminalMessages['usage'] = {
  'unknown-option': ({ option }) => `모르는 옵션이에요: ${option}`,
  'value-missing': ({ option }) => `${option}에 값이 필요해요.`,
  'value-not-taken': ({ option }) => `${option}은(는) 값을 받지 않아요.`,
  'value-invalid': ({ option, value }) => `${option}의 값이 올바르지 않아요: ${value}`,
  'file-missing': () => '녹음 파일을 알려 주세요: npm run teach -- 파일',
  'too-many-files': () => '녹음 파일은 한 번에 하나만 보낼 수 있어요.',
  'option-missing': ({ option }) => `${option}도 필요해요.`,
  'option-alone': ({ option }) => `${option}은(는) 혼자 쓸 수 없어요.`,
  'options-exclude': ({ options }) => `함께 쓸 수 없어요: ${options.join(', ')}`,
};

const ownTrouble: TerminalMessages['ownTrouble'] = {
  'file-missing': ({ path }) => [`파일이 없어요: ${path}`],
  'file-unreadable': ({ path, reason }) => [`파일을 읽을 수 없어요: ${path} (${reason})`],
  'file-empty': ({ path }) => [`빈 파일이에요: ${path}`, '그래도 올리려면 --force를 붙이세요.'],
  'file-too-large': ({ path, sizeBytes }) => [
    `파일이 25 MiB보다 커요: ${path} (${sizeText(sizeBytes)})`,
    '그래도 올리려면 --force를 붙이세요.',
  ],
  'no-topics': () => ['목록에 주제가 하나도 없어요.'],
  'no-question': ({ lectureId }) => [
    `강의 #${lectureId}에는 지금 대답할 질문이 없어요.`,
    '--lecture로 강의를 열어 보면 어떤 질문이 남았는지 나와요.',
  ],
  'no-points': ({ line, path }) => [
    `핵심 내용으로 읽을 수 없는 줄이에요: ${line}`,
    `${path}에는 한 줄에 하나씩, 1–5의 비중과 문장을 써 주세요.`,
  ],
  'no-kept-login': ({ api }) => [
    `${api}에 쓰던 로그인이 없어요.`,
    '강의는 보낸 로그인으로만 볼 수 있어요. --api와 --login-file을 확인해 주세요.',
  ],
  'login-in-place': ({ name }) => [
    `이미 ${name}의 로그인을 쓰고 있어요.`,
    '코드를 쓰면 그 기록은 여기에서 다시 볼 수 없어요. 그래도 되면 --force를 붙이고, 둘 다 두려면 --login-file로 다른 파일을 쓰세요.',
  ],
  'logins-damaged': ({ path }) => [
    `보관한 로그인 파일이 깨져 있어요: ${path}`,
    '지우면 새 로그인으로 시작해요. 그러면 이전 로그인의 강의는 볼 수 없어요.',
  ],
  interrupted: () => ['멈췄어요.'],
};

export const korean: TerminalMessages = {
  help,
  steps: {
    login: '로그인',
    topic: '주제',
    upload: '올리기',
    lecture: '강의',
    question: '질문',
    progress: '처리',
    heard: '들은 말',
    judged: '살펴본 것',
  },
  loginIssued: (name) => `${name} (새로 발급)`,
  loginTakenOver: (name) => `${name} (다른 기기에서 이어 써요)`,
  loginRenewed: '보관한 로그인이 더는 통하지 않아(401) 새로 발급받아요.',
  loginNotKept: (reason) => `로그인을 보관하지 못했어요 (${reason}). 이번에만 쓸게요.`,
  topicDeleted: (topicId) => `#${topicId} 지움`,
  codeMade: (moment) =>
    `다른 기기의 설정에 이 코드를 넣거나, 그곳에서 npm run teach -- --use-code로 쓰세요. ${moment}까지, 한 번만 쓸 수 있어요. 다른 사람에게는 보여 주지 마세요.`,
  consentsNone: '아직 동의하거나 거둔 것이 없어요.',
  consentGiven: (moment, byGuardian) =>
    byGuardian ? `${moment}에 보호자가 동의했어요.` : `${moment}에 동의했어요.`,
  consentWithdrawn: (moment) => `${moment}에 동의를 철회했어요.`,
  mayStudy: '평가를 고치는 데 써도 될까요? 동의하지 않아도 똑같이 다시 봐요.',
  file: '파일',
  submitted: (lectureId) => `#${lectureId} 접수`,
  goesOn: '강의는 계속 처리되고 있어요. 보려면:',
  seconds: (seconds) => `${seconds}초`,
  more: '(모두 보려면 --full)',
  sampleRemedy: '진짜 결과를 보려면: OPENAI_API_KEY=sk-… npm start',
  usage,
  moreUsage: '자세히: npm run teach -- --help',
  ownTrouble,
  remedies: {
    unreachable:
      '로컬이라면 다른 터미널에서 npm start로 먼저 켜 주세요. 다른 곳이라면 --api를 확인해 주세요.',
    'not-the-contract': '--api가 백엔드 주소인지 확인해 주세요.',
    topic: '주제 ID는 --topics로 볼 수 있어요.',
    lecture: '--api와 ID를 확인해 주세요.',
  },
};
