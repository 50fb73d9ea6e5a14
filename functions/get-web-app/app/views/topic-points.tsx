import type { OwnTopic } from '../../../../shared/client/answers.ts';
import { messages } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';

interface TopicPointsProps {
  readonly topic: Pick<OwnTopic, 'keyPoints' | 'misconceptions'>;
  /** Is given where the topic is the learner's own. */
  readonly onEdit?: () => void;
}

/** What a talk is judged by. It is closed at first, because the learner wants to recall it. */
export function TopicPoints({ topic, onEdit }: TopicPointsProps) {
  const { keyPoints, misconceptions } = topic;
  const text = loopTexts.value;
  return (
    <details class="card topic-points">
      <summary>{text.pointsSummary}</summary>
      <h2>{messages.value.keyPoints}</h2>
      <ol>
        {keyPoints.map(({ statement, weight }) => (
          <li key={statement}>
            {statement}
            {weight !== undefined && <small>{loopMessages.value.weightText(weight)}</small>}
          </li>
        ))}
      </ol>
      {misconceptions.length > 0 && (
        <>
          <h2>{loopMessages.value.misconceptions}</h2>
          <ul>
            {misconceptions.map(({ statement, correction }) => (
              <li key={statement}>
                {statement}
                <small>
                  {messages.value.right}: {correction}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
      {onEdit && (
        <button type="button" onClick={onEdit}>
          {text.edit}
        </button>
      )}
    </details>
  );
}
