/*
 * Codes that people type. This file has no schema, because clients use it too.
 */

/** A code has digits, since every phone has a keypad for them and no two of them look alike. */
export const transferCodeDigits = 16;

/**
 * A code expires soon enough to be useless to somebody who finds it later, but leaves time to fetch the
 * other phone.
 */
export const transferCodeSeconds = 600;

/** The most codes that one user can make in a day. */
export const transferCodesPerDay = 20;

/** Shows a code as people read it: `4821 0937 5566 1204`. */
export const shownTransferCode = (digits: string): string =>
  digits.replaceAll(/\d{4}(?=\d)/g, '$& ');

/**
 * A shared topic's code as people may write it: sixteen characters, in upper or lower case, grouped or
 * not.
 */
export const topicCodePattern = /^([0-9A-TV-Za-tv-z][ -]*){16}$/;
