import { leaguePoints } from '../../../../shared/contracts/limits.ts';

const { lecture, answer, review, mostPerDay } = leaguePoints;

interface LastWeek {
  readonly place: number;
  readonly members: number;
  readonly points: number;
}

/** The texts of the weekly league. */
export const koreanLeagueTexts = {
  title: '주간 리그',
  what: '비슷하게 공부하는 사람들과 한 주를 함께해요. 잘한 만큼이 아니라 한 만큼 쌓여요.',
  facts: [
    `강의 하나에 ${lecture}포인트, 학생의 질문에 답하면 ${answer}포인트예요. 다시 볼 때가 된 주제면 ${review}포인트를 더 받아요.`,
    `하루에 ${mostPerDay}포인트까지만 쌓여요. 밤을 새우지 않아도 돼요.`,
    '이름은 매주 새로 지어 드려요. 내 이름은 원할 때만 보여요.',
    '점수와 순위에는 아무 영향이 없고, 언제든 나올 수 있어요.',
  ],
  join: '이번 주 함께하기',
  joined: '이번 주 리그에 들어왔어요.',
  under14: '주간 리그는 만 14세부터 함께할 수 있어요.',
  groupTitle: '이번 주 우리 그룹',
  ends: '일요일 밤 12시(한국 시각)에 끝나요.',
  alone: '아직 혼자예요. 이번 주에 참여하는 사람이 이 그룹에 들어와요.',
  place: (place: number) => `${place}등`,
  points: (points: number) => `${points}포인트`,
  me: '나',
  lastTitle: '지난 결과',
  last: ({ place, members, points }: LastWeek) =>
    `${members}명 가운데 ${place}등이었고, ${points}포인트를 쌓았어요.`,
  choices: '내 이름과 참여',
  showName: '내 이름으로 보이기',
  showNameHint: '켜면 알맞은 이름인지 확인한 다음 우리 그룹에 보여요.',
  shownAs: (name: string) => `우리 그룹에 ‘${name}’(으)로 보여요.`,
  takenDown: '신고를 살펴본 운영자가 이름을 가렸어요. 지어 드린 이름으로 계속할 수 있어요.',
  report: (name: string) => `‘${name}’ 이름 신고하기`,
  reportLabel: '신고',
  back: '내 기록으로',
  leave: '리그 그만두기',
  left: '리그에서 나왔어요.',
  open: '주간 리그 보기',
  openHint: '원하는 사람만 함께하는 한 주예요.',
};

/** The type of the other languages' texts, so that a missing text does not compile. */
export type LeagueTexts = typeof koreanLeagueTexts;
