import { ApiTrouble } from './api.js';
import { byId } from './element.js';
import { UploadTrouble } from './journey.js';
import { texts } from './language.js';

/**
 * Says something to those who listen to the page, without moving what they are at.
 * @param {string} text
 */
export function announce(text) {
  byId('announcer', HTMLElement).textContent = text;
}

/**
 * Shows a message in one of the places for alerts; without one, hides it.
 * @param {HTMLElement} place
 * @param {string} [message]
 */
export function alertIn(place, message = '') {
  place.textContent = message;
  place.hidden = message === '';
}

/**
 * Why something did not work, for people.
 * @param {unknown} error
 */
export function troubleText(error) {
  const text = texts();
  if (error instanceof UploadTrouble) {
    return error.status === 0 ? text.uploadBroken : text.uploadRefused(error.status);
  }
  if (!(error instanceof ApiTrouble)) {
    console.error(error);
    return text.failedText;
  }
  return error.status === 0 ? text.unreachable : text.problem(error.status, error.detail);
}
