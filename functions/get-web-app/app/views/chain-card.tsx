import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import type { TaughtLecture } from '../../../../shared/client/loop-answers.ts';
import { chainOf } from '../../../../shared/client/progress.ts';
import { api } from '../state/client.ts';
import { messages } from '../state/language.ts';
import { loopMessages } from '../state/loop-texts.ts';
import { lectureHash } from '../state/screen.ts';
import { dayText } from './numbers.ts';

/** The lectures that teach the same thing again, from the first try on; nothing where there is only one. */
export function ChainCard({ lecture }: { lecture: Lecture }) {
  const chain = useSignal<readonly TaughtLecture[]>([]);
  useEffect(() => {
    api.progress().then(
      ({ items }) => {
        const topic = items.find(({ topicId }) => topicId === lecture.topicId);
        chain.value = topic ? chainOf(topic, lecture) : [];
      },
      () => {
        // The lecture can be read without its chain.
      },
    );
  }, [lecture.id]);
  if (chain.value.length < 2) return null;
  const { chain: title, chainFirst, againText } = loopMessages.value;
  return (
    <section class="card" aria-labelledby="chain-title">
      <h2 id="chain-title">{title}</h2>
      <ol class="rows">
        {chain.value.map(({ id, createdAt, score, keyPoints }) => (
          <li key={id}>
            <a href={lectureHash(id)} aria-current={id === lecture.id ? 'page' : undefined}>
              <span class="row-topic">
                {keyPoints.length > 0 ? againText(keyPoints) : chainFirst}
                <small>{dayText(createdAt)}</small>
              </span>
              <span class="row-score">
                <span aria-hidden="true">{score}</span>
                <span class="visually-hidden">{messages.value.scoreText(score)}</span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
