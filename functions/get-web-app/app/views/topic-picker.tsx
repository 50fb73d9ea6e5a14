import { useEffect } from 'preact/hooks';
import type { CatalogEntry } from '../../../../shared/client/answers.ts';
import { language, texts } from '../state/language.ts';
import { errorText } from '../state/notices.ts';
import { topicsHash } from '../state/screen.ts';
import { setAim, warn } from '../teaching/draft.ts';
import { chooseAgain, chooseTopic, lists, path, type TopicPath } from '../teaching/topics.ts';

/** Lets the learner choose another topic than the suggested one, from the whole catalog. */
export function TopicPicker() {
  const text = texts.value;
  const shown = language.value;
  const chosen = (choosing: Promise<void>) =>
    choosing.catch((error: unknown) => warn(() => errorText(error)));
  // A new choice of topic drops the aim, which belongs to another one.
  const chooseAnother = (wanted: TopicPath) => {
    setAim(undefined);
    return chosen(chooseTopic(wanted));
  };
  useEffect(() => {
    void chosen(chooseAgain());
  }, [shown]);
  const { majors, subjects, topics } = lists.value;
  const { majorId, subjectId, topicId } = path.value;
  return (
    <details class="card topic">
      <summary>{text.otherTopic}</summary>
      <div class="selects">
        <Choice
          id="major"
          label={text.major}
          entries={majors}
          chosen={majorId}
          onChoose={(id) => chooseAnother({ majorId: id })}
        />
        <Choice
          id="subject"
          label={text.subject}
          entries={subjects}
          chosen={subjectId}
          onChoose={(id) => chooseAnother({ majorId, subjectId: id })}
        />
        <Choice
          id="topic"
          label={text.topic}
          entries={topics}
          chosen={topicId}
          onChoose={(id) => chooseAnother({ majorId, subjectId, topicId: id })}
        />
        <p class="hint">{topics.find(({ id }) => id === topicId)?.description}</p>
        <a href={topicsHash}>{text.toTopics}</a>
      </div>
    </details>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly entries: readonly CatalogEntry[];
  readonly chosen: number | undefined;
  readonly onChoose: (id: number) => void;
}

function Choice({ id, label, entries, chosen, onChoose }: ChoiceProps) {
  return (
    <label for={id}>
      <span>{label}</span>
      <select id={id} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {entries.map((entry) => (
          <option key={entry.id} value={entry.id} selected={entry.id === chosen}>
            {entry.name}
          </option>
        ))}
      </select>
    </label>
  );
}
