import type { TopicCard } from '../../../../shared/client/answers.ts';
import { loopMessages } from '../state/loop-texts.ts';

/** What a learner reads about a topic before they talk. */
export function CardLines({ card }: { card: TopicCard }) {
  const { openingQuestion, words, thinkFirst } = loopMessages.value;
  return (
    <dl>
      <dt>{openingQuestion}</dt>
      <dd class="opening">{card.openingQuestion}</dd>
      <dt>{words}</dt>
      <dd>
        <ul class="chips">
          {card.words.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
      </dd>
      {card.thinkFirst && <dt>{thinkFirst}</dt>}
      {card.thinkFirst && <dd>{card.thinkFirst}</dd>}
    </dl>
  );
}
