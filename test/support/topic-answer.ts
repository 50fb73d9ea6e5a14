/** What a model makes of somebody's notes on diffusion. */
export const preparedAnswer = {
  keyPoints: [
    { statement: '확산은 입자가 농도가 높은 곳에서 낮은 곳으로 퍼지는 현상이다.', weight: 5 },
    { statement: '삼투는 물이 반투과성 막을 지나는 확산이다.', weight: 4 },
    { statement: '확산에는 에너지가 들지 않는다.', weight: 2 },
  ],
  misconceptions: [
    { statement: '확산에는 에너지가 든다.', correction: '확산에는 에너지가 들지 않는다.' },
  ],
  openingQuestion: '찻잎의 색은 왜 저절로 퍼지나요?',
  words: ['농도', '반투과성 막', '용질'],
  thinkFirst: '절인 배추에서 물이 나오는 까닭은 무엇일까요?',
};
