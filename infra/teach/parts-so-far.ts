import type { LectureParts } from '../../shared/client/answers.ts';
import { labelText } from '../../shared/client/wording.ts';
import type { Words } from './messages.ts';
import { stepLabel } from './progress.ts';
import { hang, plainText } from './text-layout.ts';

/**
 * Writes a line for each part of a lecture in progress as it comes: the transcript, and each point with its
 * label.
 */
export const tellingParts = (
  { steps, shared }: Words,
  columns: number,
  tell: (lines: readonly string[]) => void,
): ((parts: LectureParts | undefined) => void) => {
  const told = new Set<string>();
  const tellOnce = (step: 'heard' | 'judged', name: string, text: string) => {
    if (told.has(name)) return;
    told.add(name);
    tell(hang(`${stepLabel(steps[step])} `, plainText(text), columns));
  };
  return (parts) => {
    if (parts?.transcribed !== undefined) tellOnce('heard', 'transcript', parts.transcribed);
    for (const { number, statement, label } of parts?.keyPoints ?? []) {
      tellOnce('judged', `${number} ${statement}`, `${labelText(label, shared)}: ${statement}`);
    }
  };
};
