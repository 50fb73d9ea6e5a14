import { element } from './element.js';
import { english } from './messages-en.js';
import { korean } from './messages-ko.js';
import { keepStored, readStored } from './stored.js';

/** @typedef {'ko' | 'en'} Language */

/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Language} */
function firstLanguage() {
  const kept = readStored('language');
  if (kept === 'ko' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

let current = firstLanguage();

export const language = () => current;

/** All texts in the language of the moment; ask again after it changed. */
export const texts = () => (current === 'ko' ? korean : english);

/**
 * Runs now and whenever the language changes.
 * @param {() => void} render
 */
export function inEveryLanguage(render) {
  listeners.add(render);
  render();
}

/** @param {Language} next */
export function changeLanguage(next) {
  current = next;
  keepStored('language', next);
  for (const render of listeners) render();
}

/** Fills what index.html marks with `data-text="group.name"` (and `data-label` for aria-label). */
export function translateDocument() {
  document.documentElement.lang = current;
  for (const node of document.querySelectorAll('[data-text]')) {
    node.replaceChildren(staticText(node.getAttribute('data-text') ?? ''));
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', staticText(node.getAttribute('data-label') ?? ''));
  }
}

/** @param {string} name */
function staticText(name) {
  const found = Object.entries(texts().static).find(([key]) => key === name)?.[1];
  if (found === undefined) throw new Error(`there is no text ${name}`);
  return found;
}

/**
 * A button that changes to the other language, named in that language.
 * @param {HTMLElement} place
 */
export function showLanguageSwitch(place) {
  inEveryLanguage(() => {
    const other = current === 'ko' ? 'en' : 'ko';
    const hadFocus = place.contains(document.activeElement);
    const button = element(
      'button',
      { type: 'button', class: 'quiet', lang: other, click: () => changeLanguage(other) },
      other === 'ko' ? '한국어' : 'English',
    );
    place.replaceChildren(button);
    if (hadFocus) button.focus();
  });
}
