import { element } from './element.js';
import { english, englishDocument } from './messages-en.js';
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

/** index.html's own words, which are Korean. @type {WeakMap<Element, string>} */
const koreanDocument = new WeakMap();

/** Puts what index.html marks with `data-text` or `data-label` into the language of the moment. */
export function translateDocument() {
  document.documentElement.lang = current;
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = documentText(node, 'data-text', node.textContent ?? '');
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    const label = documentText(node, 'data-label', node.getAttribute('aria-label') ?? '');
    node.setAttribute('aria-label', label);
  }
}

/** @param {Element} node @param {string} mark @param {string} shown */
function documentText(node, mark, shown) {
  const korean = koreanDocument.get(node) ?? shown;
  koreanDocument.set(node, korean);
  const name = node.getAttribute(mark) ?? '';
  const english = englishDocument[name];
  if (english === undefined) throw new Error(`there is no English for ${name}`);
  return current === 'ko' ? korean : english;
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
