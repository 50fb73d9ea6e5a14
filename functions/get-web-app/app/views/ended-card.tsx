import type { Lecture } from '../../../../shared/client/answers.ts';
import { endedText } from '../../../../shared/client/wording.ts';
import { language, messages } from '../state/language.ts';

/** Says kindly why a lecture ended without a score, and what helps. */
export function EndedCard({ lecture }: { lecture: Lecture }) {
  const { title, lines, code } = endedText(lecture, messages.value, language.value);
  return (
    <section class="card ended">
      <h2>{title}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p class="code">{messages.value.reasonCode(code)}</p>
    </section>
  );
}
