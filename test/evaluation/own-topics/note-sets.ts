/** What somebody might be studying: four sets of notes in each of five fields, two of them English. */
export interface NoteSet {
  readonly field: 'biology' | 'computing' | 'economics' | 'history' | 'physics';
  readonly title: string;
  readonly notes: string;
}

export const noteSets: readonly NoteSet[] = [
  {
    field: 'biology',
    title: '삼투와 확산',
    notes:
      '확산은 입자가 농도가 높은 곳에서 낮은 곳으로 퍼지는 현상이다. 삼투는 물이 반투과성 막을 지나 용질 농도가 높은 쪽으로 이동하는 것이다. 확산과 삼투에는 에너지가 들지 않는다. 적혈구를 증류수에 넣으면 물이 들어와 터질 수 있다.',
  },
  {
    field: 'biology',
    title: '광합성',
    notes:
      '- 광합성은 엽록체에서 일어난다.\n- 명반응에서는 빛에너지로 ATP와 NADPH가 만들어진다.\n- 암반응(캘빈 회로)에서는 이산화 탄소가 포도당으로 바뀐다.\n- 산소는 물이 분해되어 나온다.',
  },
  {
    field: 'biology',
    title: '백신은 어떻게 듣나',
    notes:
      '백신은 병원체의 일부나 약해진 병원체를 넣어 면역을 만든다. 처음 들어오면 기억 세포가 남는다. 같은 병원체가 다시 들어오면 2차 면역 반응이 빠르고 강하게 일어난다. 백신은 이미 걸린 병을 고치지 않는다. 집단 면역은 많은 사람이 접종했을 때 퍼짐을 막는다.',
  },
  {
    field: 'biology',
    title: 'Mitosis and meiosis',
    notes:
      'Mitosis makes two genetically identical cells. Meiosis makes four cells with half the number of chromosomes. Crossing over happens in meiosis and mixes alleles. Mitosis is used for growth and repair. Meiosis does not happen in ordinary body cells.',
  },
  {
    field: 'computing',
    title: '해시 테이블',
    notes:
      '해시 테이블은 해시 함수로 키를 배열의 인덱스로 바꾸어 값을 저장한다. 서로 다른 키가 같은 인덱스를 받으면 충돌이라고 한다. 충돌은 체이닝이나 개방 주소법으로 해결한다. 조회는 평균 O(1)이지만 최악의 경우 O(n)이다. 적재율이 커지면 배열을 늘리고 다시 해싱한다.',
  },
  {
    field: 'computing',
    title: 'TCP 연결 만들기',
    notes:
      'TCP는 연결을 만들 때 3-way handshake를 한다. 클라이언트가 SYN을 보내면 서버는 SYN+ACK로 답한다. 마지막으로 클라이언트가 ACK를 보낸다. TCP는 잃어버린 세그먼트를 다시 보낸다. UDP는 연결을 만들지 않는다.',
  },
  {
    field: 'computing',
    title: '트랜잭션 시험 범위',
    notes:
      '1. 원자성: 트랜잭션은 모두 되거나 하나도 되지 않는다.\n2. 일관성: 제약 조건이 앞뒤로 지켜진다.\n3. 격리성: 동시에 도는 트랜잭션이 서로 영향을 주지 않는다.\n4. 지속성: 커밋된 결과는 장애가 나도 사라지지 않는다.\n더티 리드는 커밋되지 않은 값을 읽는 것이다.',
  },
  {
    field: 'computing',
    title: 'Garbage collection',
    notes:
      'A garbage collector frees memory that the program can no longer reach. Reference counting cannot free cycles by itself. Mark and sweep starts at the roots and marks what is reachable. Generational collectors look at young objects more often, because most objects die young. Garbage collection does not prevent every memory leak.',
  },
  {
    field: 'economics',
    title: '기회비용',
    notes:
      '기회비용은 어떤 선택을 할 때 포기한 것 가운데 가장 가치가 큰 것이다. 매몰비용은 이미 지출되어 되돌릴 수 없는 비용이다. 합리적인 선택에서는 매몰비용을 고려하지 않는다. 기회비용에는 명시적 비용과 암묵적 비용이 모두 들어간다.',
  },
  {
    field: 'economics',
    title: '수요와 공급',
    notes:
      '가격이 오르면 수요량은 줄어든다. 가격이 오르면 공급량은 늘어난다. 수요와 공급이 만나는 곳에서 균형 가격이 정해진다. 소득이 늘면 정상재의 수요 곡선은 오른쪽으로 이동한다. 가격의 변화는 수요 곡선을 이동시키지 않는다.',
  },
  {
    field: 'economics',
    title: '인플레이션 정리',
    notes:
      '인플레이션은 물가 수준이 지속해서 오르는 현상이다. 인플레이션이 일어나면 돈의 구매력이 떨어진다. 예상하지 못한 인플레이션은 채권자에게 불리하고 채무자에게 유리하다. 중앙은행은 기준 금리를 올려 인플레이션을 누그러뜨린다.',
  },
  {
    field: 'economics',
    title: '비교 우위',
    notes:
      '비교 우위는 다른 나라보다 적은 기회비용으로 생산하는 능력이다. 절대 우위가 없는 나라도 비교 우위는 가질 수 있다. 각 나라가 비교 우위가 있는 재화를 특화하면 교역으로 모두 이익을 얻을 수 있다. 무역의 이익은 교환 비율에 따라 나뉜다.',
  },
  {
    field: 'history',
    title: '갑신정변',
    notes:
      '갑신정변은 1884년에 급진 개화파가 일으켰다. 김옥균과 박영효가 우정총국 개국 축하연을 이용했다. 청군이 개입하여 정변은 삼 일 만에 실패했다. 정변 뒤에 조선과 일본은 한성 조약을 맺었다. 급진 개화파는 청에 대한 조공을 폐지하려고 했다.',
  },
  {
    field: 'history',
    title: '훈민정음 반포',
    notes:
      '훈민정음은 세종이 1443년에 만들고 1446년에 반포했다. 자음은 발음 기관의 모양을 본떠 만들었다. 모음은 하늘과 땅과 사람을 본떠 만들었다. 최만리는 훈민정음 창제에 반대하는 상소를 올렸다.',
  },
  {
    field: 'history',
    title: '산업 혁명',
    notes:
      '산업 혁명은 18세기 후반 영국에서 시작되었다. 증기 기관은 공장이 강가를 벗어날 수 있게 했다. 인클로저 운동으로 땅을 잃은 농민이 도시의 노동자가 되었다. 노동 조건이 나빠지자 기계를 부수는 러다이트 운동이 일어났다.',
  },
  {
    field: 'history',
    title: 'The fall of the Western Roman Empire',
    notes:
      'The Western Roman Empire ended in 476, when Odoacer deposed Romulus Augustulus. The Eastern Roman Empire lasted until 1453. Inflation and heavy taxes had weakened the western provinces. The army relied on federated Germanic troops. The fall was not a single battle but a long decline.',
  },
  {
    field: 'physics',
    title: '뉴턴의 운동 법칙',
    notes:
      '관성의 법칙: 알짜힘이 0이면 물체는 등속 직선 운동을 하거나 정지해 있다. 가속도의 법칙: 가속도는 알짜힘에 비례하고 질량에 반비례한다. 작용 반작용의 법칙: 두 물체가 주고받는 힘은 크기가 같고 방향이 반대이다. 작용과 반작용은 서로 다른 물체에 작용하므로 상쇄되지 않는다.',
  },
  {
    field: 'physics',
    title: '열역학 제2법칙',
    notes:
      '열은 스스로 차가운 물체에서 뜨거운 물체로 흐르지 않는다. 고립계의 엔트로피는 줄어들지 않는다. 열을 모두 일로 바꾸는 열기관은 만들 수 없다. 카르노 기관의 효율은 두 열원의 온도로 정해진다.',
  },
  {
    field: 'physics',
    title: '빛의 굴절',
    notes:
      '빛은 다른 매질로 비스듬히 들어갈 때 굴절한다. 굴절률이 큰 매질에서 빛의 속력은 느려진다. 스넬의 법칙은 입사각과 굴절각의 관계를 나타낸다. 전반사는 굴절률이 큰 매질에서 작은 매질로 나갈 때만 일어난다. 굴절할 때 빛의 진동수는 변하지 않는다.',
  },
  {
    field: 'physics',
    title: '전자기 유도',
    notes:
      '코일을 지나는 자기 선속이 변하면 유도 기전력이 생긴다. 유도 전류는 자기 선속의 변화를 방해하는 방향으로 흐른다. 유도 기전력은 코일의 감은 수에 비례한다. 자석이 멈추어 있으면 유도 전류는 흐르지 않는다.',
  },
];
