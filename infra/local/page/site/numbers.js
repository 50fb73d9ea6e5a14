import { language } from './language.js';

/** @param {number} seconds @returns {string} minutes and seconds, as a clock shows them: 4:05 */
export function clockText(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes.toFixed(0)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
}

/** @param {number} count */
export const countText = (count) => count.toLocaleString(language());

/** @param {Date} date */
export const momentText = (date) =>
  date.toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });

/** @param {Date} date */
export const dayText = (date) =>
  date.toLocaleString(language(), {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
