import { describe, expect, it } from 'vitest';
import { meaningOf, readError, shownError } from '../../../shared/adapters/openai-errors.ts';
import { type ProviderErrorKind, whoCanHelp } from '../../../shared/speech/provider-error.ts';

/** What a server answered, with the meaning that is right. */
type Case = readonly [ProviderErrorKind, number, unknown];

const named = (code: string | null, type: string | null = null, message = '…') => ({
  error: { message, code, type },
});

const cases: Readonly<Record<string, readonly Case[]>> = {
  money: [
    ['quota', 402, { error: { message: 'Insufficient Balance', code: 'invalid_request_error' } }],
    ['quota', 402, 'Payment Required'],
    ['quota', 429, named('insufficient_quota')],
    ['quota', 429, named(null, 'insufficient_quota')],
    ['quota', 403, named('insufficient_quota')],
    ['quota', 400, named('billing_hard_limit_reached')],
    ['quota', 429, named('billing_not_active')],
    ['quota', 403, named(null, 'billing_error')],
    ['quota', 401, named('account_deactivated')],
    ['quota', 429, named(null, 'exceeded_current_quota_error')],
    ['quota', 400, named('Arrearage', 'Arrearage')],
    ['quota', 403, named(null, null, 'Your credit balance is too low to access the API.')],
    ['quota', 200, { error: { code: 402, message: 'Insufficient credits' } }],
    ['quota', 400, named('blocked_api_access')],
    ['quota', 400, named('400', 'budget_exceeded')],
    ['quota', 403, { code: 30001, message: 'Sorry, your account balance is insufficient' }],
    ['quota', 412, named(null, null, 'Account is suspended: monthly spending limit reached.')],
  ],
  'rates and crowds': [
    ['rate-limited', 429, named('rate_limit_exceeded')],
    ['rate-limited', 429, named(null, 'requests')],
    ['rate-limited', 429, { message: 'Requests rate limit exceeded', type: 'rate_limited' }],
    ['rate-limited', 413, named('rate_limit_exceeded', 'tokens')],
    ['rate-limited', 413, named(null, 'rate_limit_exceeded')],
    ['rate-limited', 498, named('capacity_exceeded')],
    ['rate-limited', 200, { error: { code: 429, message: 'Provider returned error' } }],
    ['rate-limited', 429, [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }]],
  ],
  'a refusal of content': [
    ['refused', 400, named('content_filter')],
    ['refused', 400, named(null, 'content_policy_violation')],
    [
      'refused',
      400,
      { error: { code: 'x', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
    ],
    ['refused', 403, { error: { code: 403, message: '…', metadata: { reasons: ['violence'] } } }],
    ['refused', 403, named(null, null, 'Your input was flagged.')],
    [
      'refused',
      400,
      {
        error: {
          message: 'Provider returned error',
          metadata: { raw: '{"error":{"message":"… by our content management policy"}}' },
        },
      },
    ],
  ],
  'key and country': [
    ['unauthorized', 401, named('invalid_api_key')],
    ['unauthorized', 401, 'Unauthorized'],
    ['unauthorized', 401, { detail: 'Unauthorized' }],
    ['unauthorized', 403, named('unsupported_country_region_territory')],
    ['unauthorized', 403, named(null, 'permission_error')],
    ['unauthorized', 400, [{ error: { code: 400, message: 'API key not valid.' } }]],
    ['unauthorized', 400, { code: 'invalid argument', error: 'Incorrect API key provided: xa***' }],
    ['unauthorized', 400, named('organization_restricted')],
    ['unauthorized', 400, named(null, null, 'Organization has been restricted.')],
    ['unauthorized', 400, named(null, null, 'User location is not supported for the API use.')],
  ],
  'a model that is not there': [
    ['model-gone', 404, named('model_not_found')],
    ['model-gone', 403, named('model_not_found')],
    ['model-gone', 404, named('DeploymentNotFound')],
    ['model-gone', 400, named('model_decommissioned')],
    ['model-gone', 400, named(null, null, 'The model `gpt-5-mini` has been deprecated.')],
    ['model-gone', 404, { object: 'error', type: 'NotFoundError', code: 404, message: 'x' }],
    ['model-gone', 400, named(null, null, 'whisper-9 is not a valid model ID: no such model')],
    ['model-gone', 400, named('invalid_request_error', null, 'Model Not Exist')],
    ['model-gone', 400, named('400', 'None', 'Invalid model name passed in model=m')],
    ['model-gone', 400, { message: 'The provided model identifier is invalid.' }],
    ['model-gone', 400, named('OperationNotSupported')],
    ['model-gone', 400, named('model_terms_required')],
    ['model-gone', 404, 'Not Found'],
    ['model-gone', 410, ''],
  ],
  size: [
    ['too-large', 413, named(null, 'server_error')],
    ['too-large', 413, '<html>413 Request Entity Too Large</html>'],
    ['too-large', 400, named('context_length_exceeded')],
    ['too-large', 400, named(null, null, 'audio duration 1500 is longer than 1400 seconds')],
    ['too-large', 400, named(null, null, 'Maximum file size exceeded.')],
    ['too-large', 400, named(null, 'exceed_context_size_error')],
    ['too-large', 400, { error: 'Audio file exceeds the 300 second API limit.' }],
    ['too-large', 400, named(null, null, 'Maximum clip duration (30s) exceeded')],
  ],
  'a recording that holds nothing or cannot be read': [
    ['unreadable', 400, { error: { code: 'audio_too_short', param: 'file' } }],
    ['unreadable', 400, named(null, null, 'Audio file might be corrupted or unsupported')],
    ['unreadable', 400, named(null, null, 'The audio file could not be decoded.')],
    ['unreadable', 400, named(null, null, 'could not process file - is it a valid media file?')],
    ['unreadable', 500, { detail: 'Failed to decode audio: Invalid data found when processing' }],
    ['unreadable', 415, { detail: 'Unsupported audio format' }],
    ['unreadable', 200, { error: 'failed to read audio data' }],
    ['unreadable', 500, { error: 'FFmpeg conversion failed.' }],
    ['unreadable', 400, named('unsupported_audio_format')],
    ['unreadable', 400, named(null, null, 'file must be one of the following types: [flac mp3]')],
    ['unreadable', 400, named(null, null, "Unrecognized file format. Supported formats: ['m4a']")],
    ['unreadable', 200, { error: { code: 400, message: 'Invalid or unsupported audio file.' } }],
    ['unreadable', 500, { detail: 'RuntimeError: No clip timestamps found. Set vad_filter' }],
    ['unreadable', 422, { detail: 'No speech detected in the audio' }],
  ],
  'an answer that failed': [
    ['invalid', 400, named('json_validate_failed', 'invalid_request_error')],
    ['unavailable', 200, { error: { message: 'Provider returned error' } }],
    ['unavailable', 200, { error: { code: 502, message: 'Bad gateway' } }],
  ],
  'what passes': [
    ['unavailable', 408, ''],
    ['unavailable', 409, ''],
    ['unavailable', 500, named(null, 'server_error')],
    ['unavailable', 503, named(null, 'overloaded_error')],
    ['unavailable', 529, ''],
    ['unavailable', 307, ''],
  ],
  'our own request': [
    ['rejected', 400, named('invalid_value', 'invalid_request_error')],
    ['rejected', 422, { detail: [{ loc: ['body', 'x'], msg: 'Extra inputs are not permitted' }] }],
    ['rejected', 418, ''],
  ],
};

describe.each(Object.entries(cases))('%s', (_, answers) => {
  it.each(answers)('is %s: %i with %j', (kind, status, body) => {
    expect(meaningOf(readError(body, status) ?? { status })).toBe(kind);
  });
});

describe('an error', () => {
  it('is not seen in a good answer', () => {
    for (const body of [
      { text: '말', error: null },
      { choices: [], errors: undefined },
      { text: '말', error: '' },
      { text: '말', error: {} },
      { text: '말', error: { code: 0, message: '' } },
      { text: '말', error: { code: '0', message: null } },
      { text: '말', error: false },
      { text: '말', errors: ['a note'], detail: 'fine' },
      [],
      null,
    ]) {
      expect(readError(body, 200)).toBeUndefined();
    }
  });

  it('is shown by status and code alone, since its words may quote the learner', () => {
    expect(shownError({ status: 400, code: 'invalid_value', message: '비밀' })).toBe(
      '400 invalid_value',
    );
    expect(shownError({ status: 400, code: 'my secret talk', type: 'bad' })).toBe('400 bad');
    expect(shownError({ status: 502, code: '말한 것' })).toBe('502');
  });

  it('that a learner causes is no task for an operator', () => {
    for (const kind of ['too-large', 'unreadable', 'refused'] as const) {
      expect(whoCanHelp({ kind })).toBe('learner');
    }
    for (const kind of ['quota', 'unauthorized', 'model-gone'] as const) {
      expect(whoCanHelp({ kind })).toBe('operator');
    }
  });
});
