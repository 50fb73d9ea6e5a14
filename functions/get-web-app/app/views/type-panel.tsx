import { useRef } from 'preact/hooks';
import { typedTextMaximumCharacters } from '../../../../shared/contracts/limits.ts';
import { texts } from '../state/language.ts';
import { aim, setTyped, typed } from '../teaching/draft.ts';
import { sendTyped } from '../teaching/teach.ts';
import { countText } from './numbers.ts';

export function TypePanel() {
  const text = texts.value;
  const area = useRef<HTMLTextAreaElement>(null);
  const length = typed.value.trim().length;
  const isAnswer = aim.value !== undefined && 'answerTo' in aim.value;
  const isTooLong = length > typedTextMaximumCharacters;
  return (
    <form
      class="panel type"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sendTyped()) area.current?.focus();
      }}
    >
      <label for="text">{isAnswer ? text.answerTypeLabel : text.typeLabel}</label>
      <textarea
        ref={area}
        id="text"
        rows={9}
        aria-describedby="type-count type-hint"
        aria-invalid={isTooLong}
        value={typed.value}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p id="type-count" class={isTooLong ? 'count over' : 'count'}>
        {text.typeCount(countText(length), countText(typedTextMaximumCharacters))}
      </p>
      <p id="type-hint" class="hint">
        {!isAnswer && text.typeHint}
      </p>
      <button type="submit" class="primary">
        {text.typeSend}
      </button>
    </form>
  );
}
