const sinoDigits = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'] as const;
const englishDigitsInHangul = '제로 원 투 쓰리 포 파이브 식스 세븐 에이트 나인 텐'.split(' ');
const nativeTens = ['', '열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'];
const nativeOnes = ['', '하나', '둘', '셋', '넷', '다섯', '여섯', '일곱', '여덟', '아홉'];
/** These forms stand before what is counted: 두 배, 스무 명. */
const nativeBeforeCounter: Readonly<Record<string, string>> = {
  하나: '한',
  둘: '두',
  셋: '세',
  넷: '네',
  스물: '스무',
};
const englishSmall =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const powers: Readonly<Record<string, readonly string[]>> = {
  '2': ['제곱', 'squared', 'twice', 'double'],
  '3': ['세제곱', 'cubed'],
};
const englishOrdinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/**
 * Lists how a number may be said or heard, without spaces: 0.75 as 영점칠오 or zeropointsevenfive, 2 as 이,
 * 두, 둘 or two, 1400 as 천사백.
 * @param digits as written, without thousands separators: `0.75`, `1400`
 */
export function numberReadings(digits: string): readonly string[] {
  const [whole = '', fraction] = digits.split('.');
  if (fraction !== undefined) return decimalReadings(whole, fraction);
  const value = Number(whole);
  if (!Number.isSafeInteger(value)) return [digitByDigit(whole)];
  const native = nativeNumber(value);
  const readings = [
    ...sinoReadings(value),
    digitByDigit(whole),
    digitByDigit(whole).replaceAll('영', '공'),
    ...(native === undefined ? [] : [native, beforeCounter(native)]),
    ...englishReadings(value),
    ...(englishDigitsInHangul[value] === undefined ? [] : [englishDigitsInHangul[value]]),
    ...(powers[whole] ?? []),
    ...ordinalReadings(whole),
    ...(whole === '1' ? ['첫'] : []),
  ];
  return [...new Set(readings)];
}

/** Lists how an ordinal may be said: 1st, 2nd, up to ten. */
export function ordinalReadings(digits: string): readonly string[] {
  const said = englishOrdinals[Number.parseInt(digits, 10)];
  return said === undefined ? [] : [said];
}

/**
 * Lists how a fraction may be said. It stands in a spoken text as two numbers side by side: 1/2.
 * @param fraction numerator and denominator in digits
 */
export function fractionReadings([numerator, denominator]: readonly [
  string,
  string,
]): readonly string[] {
  const ways = (digits: string) => [digits, ...sinoReadings(Number(digits))];
  return ways(denominator).flatMap((below) =>
    ways(numerator).map((above) => `${below}분의${above}`),
  );
}

function decimalReadings(whole: string, fraction: string): readonly string[] {
  const value = Number(whole);
  if (!Number.isSafeInteger(value)) return [];
  const korean = sinoReadings(value);
  const english = [...englishReadings(value), ...(value === 0 ? [''] : [])];
  const fractionInEnglish = Array.from(fraction, (digit) => englishSmall[Number(digit)]).join('');
  return [
    ...korean.map((reading) => `${reading}점${digitByDigit(fraction)}`),
    ...english.map((reading) => `${reading}point${fractionInEnglish}`),
  ];
}

function digitByDigit(digits: string): string {
  return Array.from(digits, (digit) => sinoDigits[Number(digit)]).join('');
}

/** Lists the Sino-Korean readings of a number, such as 천사백 and 일천사백 for 1400. */
function sinoReadings(value: number): readonly string[] {
  if (value === 0) return ['영', '공', '제로'];
  const short = sinoNumber(value);
  return /^[십백천만]/.test(short) ? [short, `일${short}`] : [short];
}

function sinoNumber(value: number): string {
  const groups = ['', '만', '억', '조'];
  let rest = value;
  let said = '';
  for (const group of groups) {
    const fourDigits = rest % 10_000;
    rest = Math.floor(rest / 10_000);
    if (fourDigits === 0) continue;
    said = `${fourDigits === 1 && group === '만' ? '' : belowTenThousand(fourDigits)}${group}${said}`;
  }
  return said;
}

function belowTenThousand(value: number): string {
  return (['천', '백', '십', ''] as const)
    .map((place, index) => {
      const digit = Math.floor(value / 10 ** (3 - index)) % 10;
      if (digit === 0) return '';
      return digit === 1 && place !== '' ? place : `${sinoDigits[digit]}${place}`;
    })
    .join('');
}

function nativeNumber(value: number): string | undefined {
  if (value < 1 || value > 99) return undefined;
  return `${nativeTens[Math.floor(value / 10)]}${nativeOnes[value % 10]}`;
}

function beforeCounter(native: string): string {
  return native.replace(/(?:하나|둘|셋|넷|스물)$/, (last) => nativeBeforeCounter[last] ?? last);
}

function englishReadings(value: number): readonly string[] {
  if (value >= 1_000_000) return [];
  const plain = englishNumber(value);
  const inPairs = isSaidInPairs(value)
    ? [
        value % 100 === 0
          ? `${englishNumber(value / 100)}hundred`
          : `${englishNumber(Math.floor(value / 100))}${englishNumber(value % 100)}`,
      ]
    : [];
  return [
    plain,
    plain.replace(/hundred(?=.)/, 'hundredand'),
    ...(value >= 100 && plain.startsWith('one') ? [plain.replace(/^one/, 'a')] : []),
    ...inPairs,
  ];
}

/**
 * Whether a number may be said in pairs, as years are (1945, 2024), or as hundreds up to ninety-nine.
 */
function isSaidInPairs(value: number): boolean {
  return (
    value >= 1_100 &&
    value < 10_000 &&
    (value % 1_000 >= 100 || (value % 1_000 >= 10 && value < 3_000))
  );
}

function englishNumber(value: number): string {
  if (value < 20) return englishSmall[value] ?? '';
  if (value < 100) {
    const ones = value % 10;
    return `${englishTens[Math.floor(value / 10) - 2]}${ones === 0 ? '' : englishSmall[ones]}`;
  }
  const [unit, name] = value < 1_000 ? ([100, 'hundred'] as const) : ([1_000, 'thousand'] as const);
  const rest = value % unit;
  return `${englishNumber(Math.floor(value / unit))}${name}${rest === 0 ? '' : englishNumber(rest)}`;
}

/**
 * Patterns of numbers in the letters of a spoken text, and of those followed by a Korean unit: 3만,
 * 1만4천.
 */
export const numbersInDigits = /\d+(?:\.\d+)?/g;
export const ordinalNumbers = /\d{1,3}(?:st|nd|rd|th)/g;
export const numbersSideBySide = /\d{1,6}\/\d{1,6}/g;
export const numbersWithUnits = /(?:\d{1,15}(?:\.\d{1,6})?[백천만억조]){1,8}\d{0,15}/g;

const unitValues: Readonly<Record<string, number>> = {
  백: 100,
  천: 1_000,
  만: 10_000,
  억: 100_000_000,
  조: 1_000_000_000_000,
};

/** Writes out a number with units: 1만4천 becomes 14000. */
export function withoutUnits(number: string): string {
  let total = 0;
  for (const { 1: digits = '', 2: unit = '' } of number.matchAll(
    /(\d+(?:\.\d+)?)([백천만억조]?)/g,
  )) {
    total += Number(digits) * (unitValues[unit] ?? 1);
  }
  return String(total);
}
