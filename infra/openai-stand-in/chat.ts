import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AdversarialMode } from './adversarial.ts';
import { ApiError, badParameter } from './api-error.ts';
import { answerTo } from './assessment.ts';
import { fill } from './schema-walk.ts';
import { checkStrictSchema } from './strict-schema.ts';

/** The largest body of a chat request that the stand-in takes; OpenAI itself takes far more. */
export const MAXIMUM_CHAT_BODY_BYTES = 1024 * 1024;

const chatRequestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: z.string(),
      }),
    )
    .min(1),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().optional(),
          strict: z.literal(true),
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ])
    .default({ type: 'text' }),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  seed: z.int().nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority', 'scale']).nullish(),
  store: z.boolean().nullish(),
  stream: z.literal(false).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  user: z.string().optional(),
  safety_identifier: z.string().max(64).optional(),
  prompt_cache_key: z.string().optional(),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** The ways in which a completion may end badly; see the faults of the same names. */
export type ChatEnding =
  | { readonly kind: 'refusal' | 'length' | 'content-filter' | 'schema-breaking' | 'invalid-json' }
  | { readonly kind: 'adversarial'; readonly mode: AdversarialMode };

/** @throws ApiError 400 naming the parameter, as OpenAI words it. */
export function checkChat(body: string): ChatRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new ApiError(
      400,
      'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly.)',
    );
  }
  const parsed = chatRequestSchema.safeParse(json);
  if (!parsed.success) throw refusalOf(parsed.error.issues[0], json);
  const { response_format } = parsed.data;
  const isJsonNamed = parsed.data.messages.some(({ content }) => /json/i.test(content));
  if (response_format.type === 'json_object' && !isJsonNamed) {
    throw badParameter(
      'messages',
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    );
  }
  if (response_format.type === 'json_schema') {
    checkStrictSchema(response_format.json_schema.name, response_format.json_schema.schema);
  }
  return parsed.data;
}

/** Builds the completion from the request alone. */
export function complete(request: ChatRequest, ending?: ChatEnding) {
  const adversarial = ending?.kind === 'adversarial' ? ending.mode : undefined;
  const answer = contentOf(request, adversarial);
  const { content, refusal, finishReason } = ended(answer, ending);
  const characters = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  const promptTokens = Math.ceil(characters / 2);
  const completionTokens = Math.ceil((content ?? refusal ?? '').length / 2);
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  return {
    id: `chatcmpl-${digest.slice(0, 29)}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal, annotations: [] },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    service_tier: 'default',
    system_fingerprint: null,
  };
}

function contentOf(request: ChatRequest, adversarial: AdversarialMode | undefined): string {
  const format = request.response_format;
  const schema =
    format.type === 'json_schema' ? format.json_schema.schema : schemaInWords(request.messages);
  if (schema === undefined) {
    return 'This is the local stand-in; it answers assessments that ask for a JSON schema.';
  }
  return JSON.stringify(fill(schema, answerTo(request.messages, schema, adversarial)));
}

/**
 * Finds a schema at the end of the instructions, where it stands for servers that take none as a parameter.
 */
function schemaInWords(messages: ChatRequest['messages']): Record<string, unknown> | undefined {
  const rules = messages.find(({ role }) => role === 'system')?.content ?? '';
  const at = rules.lastIndexOf('\n{"');
  try {
    const schema = at === -1 ? undefined : JSON.parse(rules.slice(at));
    return schema?.type === 'object' ? schema : undefined;
  } catch {
    return undefined;
  }
}

function ended(
  answer: string,
  ending: ChatEnding | undefined,
): { content: string | null; refusal: string | null; finishReason: string } {
  const whole = { content: answer, refusal: null, finishReason: 'stop' };
  switch (ending?.kind) {
    case 'refusal':
      return { ...whole, content: null, refusal: "I'm sorry, but I can't assist with that." };
    case 'length':
      return { ...whole, content: halfOf(answer), finishReason: 'length' };
    case 'content-filter':
      return { ...whole, content: null, finishReason: 'content_filter' };
    case 'schema-breaking':
      return { ...whole, content: JSON.stringify({ score: 100, feedback: halfOf(answer) }) };
    case 'invalid-json':
      return { ...whole, content: `Here is the assessment you asked for:\n${answer}` };
    default:
      return whole;
  }
}

const halfOf = (text: string): string => text.slice(0, Math.ceil(text.length / 2));

function refusalOf(issue: z.core.$ZodIssue | undefined, body: unknown): ApiError {
  if (issue === undefined) return new ApiError(400, 'Invalid request.');
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
    return new ApiError(400, `Unrecognized request argument supplied: ${issue.keys.join(', ')}`);
  }
  const param = issue.path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`,
    )
    .join('');
  if (valueAt(body, issue.path) === undefined) {
    return badParameter(
      param,
      `Missing required parameter: '${param}'.`,
      'missing_required_parameter',
    );
  }
  const code = issue.code === 'invalid_type' ? 'invalid_type' : 'invalid_value';
  return badParameter(param, `Invalid '${param}': ${issue.message}.`, code);
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let current = body;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, step);
  }
  return current;
}
