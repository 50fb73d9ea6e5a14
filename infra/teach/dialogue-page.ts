import type { Lecture } from '../../shared/client/answers.ts';
import { answerTrouble } from '../../shared/client/loop-wording.ts';
import { labelText } from '../../shared/client/wording.ts';
import { roundsMaximum } from '../../shared/contracts/limits.ts';
import { labelStyle, type PageLayout } from './feedback-page.ts';
import { hang, plainText } from './text-layout.ts';

/**
 * The page of what follows the first result: hints at what was missed, the pupil's questions with the
 * answers, and labels that were judged again. Each part names the command that goes on with it.
 * @param copied turns options into a command that can be pasted; it is never wrapped
 */
export const dialoguePage = (
  lecture: Lecture,
  { columns, paint, words }: PageLayout,
  copied: (asked: string) => string,
): string => {
  const { shared, loop } = words;
  const { id, hints = [], followUp, answers, understanding, score = 0, explanation } = lecture;
  const lines: string[] = [];
  const title = (text: string) => lines.push('', paint('bold', text));
  const paragraph = (text: string) => lines.push(...hang('  ', plainText(text), columns));
  const command = (asked: string) => lines.push(`  ${paint('dim', copied(asked))}`);

  if (hints.length > 0) {
    title(loop.hints);
    paragraph(loop.hintsLead);
    for (const { keyPoint, label, hint } of hints) {
      const { mark, style } = labelStyle(label);
      const text = `${keyPoint}. ${plainText(hint)} [${labelText(plainText(label), shared)}]`;
      lines.push(...hang(`  ${mark} `, text, columns).map((line) => paint(style, line)));
    }
    command(`--again ${id} --point ${hints[0]?.keyPoint} ${words.file}`);
    command(`--reveal ${id}`);
  }

  if (answers.length > 0 || followUp) title(loop.pupilAsks);
  for (const answer of answers) {
    paragraph(answer.question ?? '');
    if (answer.said) lines.push(...hang('    ', `“${plainText(answer.said)}”`, columns));
    const became =
      answer.label === undefined
        ? answerTrouble(answer, loop)
        : `[${labelText(plainText(answer.label), shared)}]`;
    if (became) lines.push(...hang('    ', became, columns));
  }
  if (followUp) {
    paragraph(`${loop.roundText(followUp.round, roundsMaximum)}: ${followUp.question}`);
    command(`--answer ${id} ${words.file}`);
  }
  if (understanding !== undefined && answers.some(({ label }) => label !== undefined)) {
    title(`${loop.understanding}  ${understanding} / 100`);
    paragraph(loop.understandingText(score, understanding));
  }
  if (explanation !== undefined) {
    title(loop.explanation);
    paragraph(explanation);
  }

  const { revised, disagreements, correction } = lecture;
  const looked = disagreements.filter(({ status }) => status !== 'IN_PROGRESS');
  const isCorrectFailed = correction?.status === 'FAILURE';
  if (revised || isCorrectFailed || looked.length > 0) title(shared.revisedTitle);
  if (revised) paragraph(shared.revisedText(revised.score));
  if (isCorrectFailed) paragraph(loop.correctFailed);
  for (const { keyPoint, status, isKinder } of looked) {
    const judged = isKinder ? shared.disputeKinder : shared.disputeSame;
    const said = status === 'SUCCESS' ? judged : loop.disputeFailed;
    paragraph(`${loop.pointText(keyPoint)}: ${said}`);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};
