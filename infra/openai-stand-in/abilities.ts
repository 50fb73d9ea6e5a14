import { ApiError, badParameter } from './api-error.ts';
import type { ChatRequest } from './chat.ts';
import type { TranscriptionRequest } from './speech.ts';

/** Features that OpenAI has and other servers of its API may lack. */
export const abilities = [
  'json_schema',
  'json_object',
  'max_completion_tokens',
  'reasoning_effort',
  'verbose_json',
  'hints',
] as const;
type Ability = (typeof abilities)[number];

const speechAbilities: readonly Ability[] = ['verbose_json', 'hints'];

export function endpointOfAbility(ability: Ability): 'speech' | 'chat' {
  return speechAbilities.includes(ability) ? 'speech' : 'chat';
}

export function chatFeatures(request: ChatRequest): readonly Ability[] {
  const { response_format: format, max_completion_tokens, reasoning_effort } = request;
  return [
    ...(format.type === 'text' ? [] : [format.type]),
    ...(max_completion_tokens == null ? [] : (['max_completion_tokens'] as const)),
    ...(reasoning_effort == null ? [] : (['reasoning_effort'] as const)),
  ];
}

export function speechFeatures(request: TranscriptionRequest): readonly Ability[] {
  return [
    ...(request.responseFormat === 'verbose_json' ? (['verbose_json'] as const) : []),
    ...(request.hints.length > 0 ? (['hints'] as const) : []),
  ];
}

/**
 * Refuses a request as a server without the ability does, in the words of such a server.
 * @throws ApiError
 */
export function refuseWithout(lacking: Ability, used: readonly Ability[]): void {
  if (!used.includes(lacking)) return;
  switch (lacking) {
    case 'json_schema':
      throw badParameter(
        'response_format',
        'This model does not support response format `json_schema`.',
      );
    case 'json_object':
      throw new ApiError(
        500,
        "[{'type': 'literal_error', 'msg': \"Input should be 'text'\", 'loc': ('response_format',)}]",
        {
          type: 'internal_server_error',
        },
      );
    case 'max_completion_tokens':
      throw new ApiError(422, 'Extra inputs are not permitted: max_completion_tokens');
    case 'reasoning_effort':
      throw new ApiError(400, 'Unrecognized request argument supplied: reasoning_effort');
    case 'verbose_json':
      throw badParameter('response_format', "Unsupported response_format 'verbose_json'.");
    case 'hints':
      throw badParameter('prompt', 'Unknown parameter: prompt.');
  }
}
