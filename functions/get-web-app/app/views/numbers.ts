import { language } from '../state/language.ts';

/** Minutes and seconds, such as 4:05. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const countText = (count: number): string => count.toLocaleString(language.value);

/** A day and time without the year; empty where the text is no moment. */
export function dayText(moment: string | undefined): string {
  const date = new Date(moment ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleString(language.value, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
}
