import { useEffect } from 'preact/hooks';
import { ownTopicLimits } from '../../../../shared/contracts/own-topic-limits.ts';
import {
  alert,
  awaitsNetwork,
  charactersOf,
  checkNewTopic,
  draft,
  isMaking,
  make,
  restoreNewTopic,
  write,
} from '../own-topics/new-topic.ts';
import { withConsent } from '../state/consent.ts';
import { texts } from '../state/language.ts';
import { loopTexts } from '../state/loop-texts.ts';
import { topicsHash } from '../state/screen.ts';
import { countText } from './numbers.ts';

/** The form for a title and notes, from which a topic is made. */
export function NewTopicScreen() {
  const text = loopTexts.value;
  useEffect(() => void restoreNewTopic(), []);
  const { title: typedTitle, notes } = draft.value;
  const { titleCharacters, notesCharacters } = ownTopicLimits;
  const length = charactersOf(notes);
  return (
    <section id="new-topic" aria-labelledby="new-topic-title">
      <h1 id="new-topic-title" tabIndex={-1}>
        {text.topicsNew}
      </h1>
      <form
        class="card form narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // The learner agrees first, once, because others process what is written.
          const wrongField = checkNewTopic();
          if (wrongField === undefined) withConsent(() => void make());
          else document.getElementById(wrongField)?.focus();
        }}
      >
        <label for="topic-title">{text.titleLabel}</label>
        <input
          id="topic-title"
          type="text"
          autocomplete="off"
          aria-describedby="topic-title-hint topic-alert"
          value={typedTitle}
          onInput={(event) => write({ title: event.currentTarget.value })}
        />
        <p id="topic-title-hint" class="hint">
          {text.titleHint(titleCharacters)}
        </p>
        <label for="topic-notes">{text.notesLabel}</label>
        <textarea
          id="topic-notes"
          rows={8}
          aria-describedby="topic-notes-hint topic-notes-count topic-alert"
          aria-invalid={length > notesCharacters}
          value={notes}
          onInput={(event) => write({ notes: event.currentTarget.value })}
        />
        <p id="topic-notes-count" class={length > notesCharacters ? 'count over' : 'count'}>
          {texts.value.typeCount(countText(length), countText(notesCharacters))}
        </p>
        <p id="topic-notes-hint" class="hint">
          {text.notesHint}
        </p>
        <p id="topic-alert" class="alert" role="alert" hidden={!alert.value}>
          {alert.value?.()} {awaitsNetwork.value && text.makeKept}
        </p>
        <div class="actions">
          <button type="submit" class="primary" aria-disabled={isMaking.value}>
            {isMaking.value ? text.making : text.make}
          </button>
          <a class="button" href={topicsHash}>
            {texts.value.cancel}
          </a>
        </div>
      </form>
    </section>
  );
}
