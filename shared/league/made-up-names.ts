/**
 * Both lists have 31 entries. Because 31 is prime, any step visits each entry once, so no two seats of
 * a group share one.
 */
const adjectives = [
  ['용감한', 'Brave'],
  ['느긋한', 'Easygoing'],
  ['씩씩한', 'Sturdy'],
  ['다정한', 'Kind'],
  ['부지런한', 'Busy'],
  ['차분한', 'Calm'],
  ['명랑한', 'Cheerful'],
  ['재빠른', 'Swift'],
  ['꼼꼼한', 'Careful'],
  ['호기심 많은', 'Curious'],
  ['상냥한', 'Gentle'],
  ['든든한', 'Trusty'],
  ['반짝이는', 'Sparkling'],
  ['포근한', 'Cozy'],
  ['슬기로운', 'Wise'],
  ['활기찬', 'Lively'],
  ['당당한', 'Proud'],
  ['솔직한', 'Honest'],
  ['유쾌한', 'Jolly'],
  ['끈기 있는', 'Patient'],
  ['산뜻한', 'Fresh'],
  ['따뜻한', 'Warm'],
  ['조용한', 'Quiet'],
  ['엉뚱한', 'Quirky'],
  ['날쌘', 'Nimble'],
  ['푸근한', 'Mellow'],
  ['또렷한', 'Clear'],
  ['싱그러운', 'Breezy'],
  ['늠름한', 'Gallant'],
  ['수줍은', 'Shy'],
  ['너그러운', 'Generous'],
] as const;

const animals = [
  ['고래', 'Whale'],
  ['여우', 'Fox'],
  ['수달', 'Otter'],
  ['부엉이', 'Owl'],
  ['다람쥐', 'Squirrel'],
  ['펭귄', 'Penguin'],
  ['판다', 'Panda'],
  ['호랑이', 'Tiger'],
  ['거북이', 'Turtle'],
  ['토끼', 'Rabbit'],
  ['돌고래', 'Dolphin'],
  ['두루미', 'Crane'],
  ['고슴도치', 'Hedgehog'],
  ['코알라', 'Koala'],
  ['기린', 'Giraffe'],
  ['사슴', 'Deer'],
  ['제비', 'Swallow'],
  ['너구리', 'Raccoon'],
  ['알파카', 'Alpaca'],
  ['물개', 'Seal'],
  ['참새', 'Sparrow'],
  ['치타', 'Cheetah'],
  ['햄스터', 'Hamster'],
  ['늑대', 'Wolf'],
  ['오리', 'Duck'],
  ['까치', 'Magpie'],
  ['코끼리', 'Elephant'],
  ['나무늘보', 'Sloth'],
  ['반달곰', 'Moon Bear'],
  ['고양이', 'Cat'],
  ['캥거루', 'Kangaroo'],
] as const;

/** FNV-1a, which spreads the groups' codes well enough for names. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/**
 * Makes up the name of a seat in a group. No two seats of a group have the same name. Groups change
 * every week, so nobody can be recognised by it.
 */
export function nameOfSeat(group: string, seat: number, language: 'ko' | 'en'): string {
  const count = adjectives.length;
  const pick = (list: readonly (readonly [string, string])[], what: string) => {
    const first = hashOf(`${group} ${what}`);
    const step = 1 + (hashOf(`${what} ${group}`) % (count - 1));
    const [korean, english] = list[(first + seat * step) % count] ?? ['', ''];
    return language === 'ko' ? korean : english;
  };
  return `${pick(adjectives, 'adjective')} ${pick(animals, 'animal')}`;
}
