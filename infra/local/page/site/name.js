import { ApiTrouble, changeName, readName } from './api.js';
import { byId } from './element.js';
import { inEveryLanguage, texts } from './language.js';
import { alertIn, announce, troubleText } from './notices.js';

const longestNameCharacters = 30;

/** The learner's name at the top, which opens a small dialog to change it. */
export function startName() {
  const button = byId('name', HTMLButtonElement);
  const dialog = byId('name-dialog', HTMLDialogElement);
  const input = byId('name-input', HTMLInputElement);
  const alert = byId('name-error', HTMLElement);
  let name = '';

  const render = () => {
    button.textContent = name;
    button.setAttribute('aria-label', texts().nameButton(name));
    button.hidden = name === '';
  };

  const save = async () => {
    const wanted = input.value.trim();
    if (wanted === '' || wanted.length > longestNameCharacters || /\p{C}/u.test(wanted)) {
      return alertIn(alert, texts().nameWrong);
    }
    try {
      name = await changeName(wanted);
      render();
      dialog.close();
      announce(texts().nameSaved(name));
    } catch (error) {
      const isRefused = error instanceof ApiTrouble && error.status === 400;
      alertIn(alert, isRefused ? texts().nameWrong : troubleText(error));
    }
  };

  button.addEventListener('click', () => {
    alertIn(alert);
    input.value = name;
    dialog.showModal();
    input.select();
  });
  byId('name-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  byId('name-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  inEveryLanguage(render);
  return {
    /** @throws {ApiTrouble} */
    async load() {
      name = await readName();
      render();
    },
  };
}
