import { topicStatusText } from '../../../../shared/client/loop-wording.ts';
import { ownTopicLimits } from '../../../../shared/contracts/own-topic-limits.ts';
import { api } from '../state/client.ts';
import { texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { newTopicHash, sharedTopicHash, topicHash } from '../state/screen.ts';
import { Loaded } from './loaded.tsx';
import { dayText } from './numbers.ts';

type Topics = Awaited<ReturnType<typeof api.ownTopics>>;

/** All of the learner's own topics, and the ways to a new one. */
export function TopicsScreen() {
  const text = loopTexts.value;
  return (
    <section id="topics" aria-labelledby="topics-title">
      <h1 id="topics-title" tabIndex={-1}>
        {texts.value.toTopics}
      </h1>
      <p class="lead">{text.topicsLead}</p>
      <div class="narrow">
        <p class="actions">
          <a class="button primary" href={newTopicHash}>
            {text.topicsNew}
          </a>
          <a class="button" href={sharedTopicHash}>
            {text.topicsByCode}
          </a>
        </p>
        <Loaded load={api.ownTopics}>{(topics) => <List topics={topics} />}</Loaded>
      </div>
    </section>
  );
}

function List({ topics }: { topics: Topics }) {
  const text = loopTexts.value;
  if (topics.length === 0) return <p class="card">{text.topicsEmpty}</p>;
  return (
    <section class="card">
      <ul class="rows">
        {topics.map(({ id, title, status, createdAt }) => (
          <li key={id}>
            <a href={topicHash(id)}>
              <span class="row-topic">
                {title}
                <small>{dayText(createdAt)}</small>
              </span>
              {status !== 'READY' && (
                <span class="row-status">{topicStatusText(status, loopMessages.value)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
      <p class="hint">{text.topicsCount(topics.length, ownTopicLimits.topics)}</p>
    </section>
  );
}
