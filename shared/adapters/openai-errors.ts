import { fieldsOf } from '../loose-json.ts';
import type { ProviderErrorKind } from '../speech/provider-error.ts';

/** An answer that is an error, whatever envelope it came in. */
export interface ErrorAnswer {
  /** The HTTP status, or the one in the body where an error came with 200. */
  readonly status: number;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
  readonly param?: string | undefined;
  /** The message tells errors apart. It is never kept, because it may quote the learner. */
  readonly message?: string | undefined;
}

/** The status of an error in a 200 that names none: the gateway answered, but the model behind it did not. */
const answeredNothing = 502;

interface Rule {
  readonly kind: ProviderErrorKind;
  readonly statuses?: readonly number[];
  /** A code or type in lower case; `billing_*` stands for any that begins so. */
  readonly names?: readonly string[];
  readonly says?: RegExp;
}

/**
 * What an error means, by its status, code and type, and by its words where a server gives none of these.
 * The first rule that fits counts. Money comes before rates, because both are 429. Content comes before keys,
 * because OpenRouter answers 403 for both. A missing model comes before everything else that 404 may mean.
 */
const rules: readonly Rule[] = [
  { kind: 'quota', statuses: [402] },
  {
    kind: 'quota',
    names: [
      'insufficient_quota',
      'billing_*',
      'account_deactivated',
      'insufficient_balance',
      'insufficient_credits',
      'insufficient_funds',
      'insufficient_user_quota',
      'exceeded_current_quota_error',
      'payment_required',
      'arrearage',
      'blocked_api_access',
      'budget_exceeded',
    ],
  },
  {
    kind: 'quota',
    statuses: [400, 403, 412, 429],
    says: /insufficient (balance|credits?|funds|quota)|balance is (too low|insufficient)|spend(ing)? limit|budget has been exceeded/i,
  },
  {
    kind: 'refused',
    names: [
      'content_filter',
      'content_policy_violation',
      'responsibleaipolicyviolation',
      'moderation_blocked',
      'data_inspection_failed',
      'safety',
    ],
  },
  {
    kind: 'refused',
    statuses: [400, 403],
    says: /was flagged|content (management )?policy|moderation/i,
  },
  { kind: 'rate-limited', statuses: [429, 498] },
  { kind: 'rate-limited', names: ['rate_limit_exceeded', 'rate_limit_error', 'capacity_exceeded'] },
  {
    kind: 'model-gone',
    names: [
      'model_not_found',
      'model_decommissioned',
      'model_deprecated',
      'model_not_available',
      'unknown_model',
      'invalid_model',
      'deploymentnotfound',
      'operationnotsupported',
      'model_terms_required',
    ],
  },
  {
    kind: 'model-gone',
    statuses: [400, 403, 422],
    says: /\bmodels?\b.*\b(deprecated|decommissioned|retired|shut down|not found|(does )?not exist|no longer (available|supported)|identifier is invalid)|not a valid model|(invalid|unknown) model/is,
  },
  {
    kind: 'unauthorized',
    names: [
      'invalid_api_key',
      'unsupported_country_region_territory',
      'authentication_error',
      'organization_restricted',
    ],
  },
  { kind: 'unauthorized', statuses: [401, 403] },
  {
    kind: 'unauthorized',
    statuses: [400, 412],
    says: /api key[^.]{0,20}(not valid|invalid|expired)|(incorrect|invalid) api key|(account|organi[sz]ation|project)[^.]* (suspended|restricted|disabled|deactivated|terminated)|location is not supported/i,
  },
  // The operator has to mend a base URL that leads nowhere, too.
  { kind: 'model-gone', statuses: [404, 405, 410] },
  {
    kind: 'too-large',
    names: [
      'context_length_exceeded',
      'exceed_context_size_error',
      'request_too_large',
      'string_above_max_length',
      'audio_too_long',
    ],
  },
  { kind: 'too-large', statuses: [413] },
  {
    kind: 'too-large',
    statuses: [400, 422],
    says: /maximum context length|longer than \d+ seconds|file (is )?too (large|long)|maximum (file size|clip duration)|(audio|file|clip|recording)[^.]* exceeds/i,
  },
  {
    kind: 'unreadable',
    names: [
      'audio_too_short',
      'invalid_audio',
      'audio_decode_error',
      'unsupported_audio_format',
      'unsupported_format',
    ],
  },
  {
    kind: 'unreadable',
    statuses: [400, 415, 422, 500, answeredNothing],
    says: /ffmpeg|audio[^.]*(too short|corrupt|could not be (decoded|processed|read))|(decod|process|read|open|load)\w* [^.]*\b(audio|media)\b|(invalid|unsupported|unrecognized) (audio|media|file) (file|format)|file must be one of|invalid data found|no (speech|voice)( activity)? (was |is )?(detected|found)|no clip timestamps/i,
  },
  { kind: 'invalid', names: ['json_validate_failed', 'tool_use_failed', 'failed_generation'] },
  {
    kind: 'unavailable',
    names: ['server_error', 'overloaded_error', 'engine_overloaded', 'timeout'],
  },
  { kind: 'unavailable', statuses: [408, 409, 425, 499] },
];

/**
 * What an error answer means by the table. A 5xx passes, a redirect leads nowhere, and the rest is our
 * fault.
 */
export function meaningOf(error: ErrorAnswer): ProviderErrorKind {
  const rule = rules.find((candidate) => fits(candidate, error));
  if (rule) return rule.kind;
  return error.status >= 500 || error.status < 400 ? 'unavailable' : 'rejected';
}

function fits({ statuses, names, says }: Rule, error: ErrorAnswer): boolean {
  if (statuses && !statuses.includes(error.status)) return false;
  if (says && !says.test(error.message ?? '')) return false;
  return !names || [error.code, error.type].some((name) => name && isOneOf(names, name));
}

function isOneOf(names: readonly string[], name: string): boolean {
  const given = name.toLowerCase();
  return names.some((known) =>
    known.endsWith('*') ? given.startsWith(known.slice(0, -1)) : given === known,
  );
}

/** Whether a recording was refused because there is next to nothing in it. */
export function saysNothingIsThere({ code, message }: ErrorAnswer): boolean {
  return (
    code === 'audio_too_short' ||
    /too short|minimum (audio )?length|no (audio|speech|voice|clip timestamps)/i.test(message ?? '')
  );
}

/** Status and code for the log. A code is one word; anything else in its place is left out. */
export function shownError({ status, code, type }: ErrorAnswer): string {
  const word = [code, type].find((name) => name && /^[\w.:-]{1,64}$/.test(name));
  return word ? `${status} ${word}` : `${status}`;
}

/** Only this much of an error's words is read. */
const readCharacters = 2_000;

/**
 * Finds the error in a body: OpenAI's `{error: {…}}`, the error itself, one in a list, a bare sentence, or
 * FastAPI's `detail`. It is undefined where there is none.
 *
 * @param status the HTTP status; OpenRouter answers 200 and puts the status where OpenAI puts the code
 */
export function readError(body: unknown, status: number): ErrorAnswer | undefined {
  const outer = fieldsOf(Array.isArray(body) ? body[0] : body);
  if (!outer) return undefined;
  // With a good status these fields are only notes, and an error that says nothing is none.
  const inner =
    outer['error'] ?? (status >= 400 ? (outer['errors'] ?? outer['detail']) : undefined);
  if (status < 400 && saysNothing(inner) && outer['object'] !== 'error') return undefined;
  if (typeof inner === 'string') {
    return { status: status >= 400 ? status : answeredNothing, ...namesOf(outer), message: inner };
  }
  const error = fieldsOf(Array.isArray(inner) ? inner[0] : inner);
  const found = error ?? (outer['object'] === 'error' || status >= 400 ? outer : undefined);
  if (!found) return undefined;
  const innermost = fieldsOf(found['innererror']) ?? fieldsOf(found['metadata']);
  return {
    status: status >= 400 ? status : (statusOf(found['code']) ?? answeredNothing),
    ...namesOf(found),
    ...(innermost && contentRefusal(innermost)),
    message: wordsIn(found)?.slice(0, readCharacters),
  };
}

/** OpenRouter says "Provider returned error" and gives the provider's own words beside it. */
function wordsIn(found: Readonly<Record<string, unknown>>): string | undefined {
  const message = [found['message'], found['msg'], found['detail']].find(isText);
  const raw = fieldsOf(found['metadata'])?.['raw'];
  return isText(raw) ? `${message ?? ''} ${raw}` : message;
}

/** Some gateways send `""`, `{}` or a code of zero with every good answer. */
function saysNothing(error: unknown): boolean {
  const values = Object.values(fieldsOf(Array.isArray(error) ? error[0] : error) ?? { error });
  return values.every((value) => !value || value === '0' || value === 'None');
}

/** Azure names the filter in an inner error, OpenRouter gives the reasons of its moderation. */
function contentRefusal(inner: Readonly<Record<string, unknown>>): { code?: string } {
  if (isText(inner['code'])) return { code: inner['code'] };
  return inner['reasons'] === undefined ? {} : { code: 'content_filter' };
}

function namesOf(error: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (isText(error[name]) ? error[name] : undefined);
  const place = error['loc'];
  return {
    code: text('code'),
    type: text('type') ?? text('status'),
    param: text('param') ?? (Array.isArray(place) ? place.join('.') : undefined),
  };
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
