import type { HeardSpeech, SpeechSegment } from './speech-to-text.ts';

/**
 * Sentences that Whisper is known to invent on silence, from the subtitles it was trained on. They
 * count as silence only when they are all there is.
 */
const inventions = [
  '시청해주셔서 감사합니다',
  '시청해 주셔서 감사합니다',
  '구독과 좋아요 부탁드립니다',
  '다음 영상에서 만나요',
  '다음 시간에 만나요',
  '한글자막 by 한효정',
  '감사합니다',
  'MBC 뉴스 이덕영입니다',
  'thank you for watching',
  'thanks for watching',
  'please subscribe',
  'thank you',
  'you',
  'bye',
].map(bare);

/** True where nothing was said: all segments silent or invented, or a known invention alone. */
export function heardNothing(heard: HeardSpeech): boolean {
  const sentences = heard.text
    .split(/[.!?。\n]+/)
    .map(bare)
    .filter(Boolean);
  if (sentences.every((sentence) => inventions.includes(sentence))) return true;
  const segments = heard.segments ?? [];
  return segments.length > 0 && segments.every(isSilentOrInvented);
}

/** Whisper's own rule for silence, and its sign of text that runs in circles. */
function isSilentOrInvented(segment: SpeechSegment): boolean {
  const isSilent =
    (segment.noSpeechProbability ?? 0) > 0.6 && (segment.averageLogProbability ?? 0) < -1;
  return isSilent || (segment.compressionRatio ?? 0) > 2.4;
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
