import { expect, it } from 'vitest';
import { placeOfAnswer } from '../../../shared/adapters/chat-places.ts';

const endpoints = [
  { baseUrl: 'https://api.openai.com/v1', model: 'gpt-6' },
  { baseUrl: 'https://api.openai.com/v1', model: 'gpt-6-luna' },
  { baseUrl: 'https://chat.test:8443/v1', model: 'gpt-6-luna' },
];

it.each([
  ['the one of its provider and model', 'api.openai.com', 'gpt-6-luna', 1],
  ['the one whose model it is a version of', 'api.openai.com', 'gpt-6-luna-2026-10-01', 1],
  ['the more general one where that fits alone', 'api.openai.com', 'gpt-6.1', 0],
  ['the same model at another provider', 'chat.test:8443', 'gpt-6-luna', 2],
  ['none of a provider that the settings name no longer', 'groq.test', 'gpt-6-luna', undefined],
  ['none of a model likewise', 'chat.test:8443', 'o3', undefined],
  ['none of before providers were noted', undefined, 'gpt-6-luna', undefined],
])('the answer was given by %s', (_, provider, model, place) => {
  expect(placeOfAnswer(endpoints, { provider, model })).toBe(place);
});
