/** Digits, since every phone has a keypad for them and no two of them are taken for each other. */
export const transferCodeDigits = 16;

/** Short enough to be of no use to whoever finds it later, long enough to fetch the other phone. */
export const transferCodeSeconds = 600;

/** Of one user. */
export const transferCodesPerDay = 20;

/** As people read it: `4821 0937 5566 1204`. */
export const shownTransferCode = (digits: string): string =>
  digits.replaceAll(/\d{4}(?=\d)/g, '$& ');
