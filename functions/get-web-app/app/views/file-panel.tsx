import { texts } from '../state/language.ts';
import { takeFile } from '../teaching/teach.ts';

const accepted = 'audio/*,video/webm,video/mp4,.webm,.m4a,.mp3,.mp4,.wav,.ogg,.flac';

export function FilePanel() {
  const text = texts.value;
  return (
    <div class="panel">
      <label class="drop">
        <input
          type="file"
          class="visually-hidden"
          accept={accepted}
          aria-describedby="file-hint"
          onChange={(event) => {
            const input = event.currentTarget;
            takeFile(input.files?.[0]);
            // An empty input also notices when the same file is chosen again.
            input.value = '';
          }}
        />
        <span class="button">{text.fileChoose}</span>
        <span id="file-hint" class="hint">
          {text.fileDrop}
        </span>
      </label>
    </div>
  );
}
