import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badParameter } from './api-error.ts';

export const MAXIMUM_MODERATION_BODY_BYTES = 256 * 1024;

const requestSchema = z.strictObject({
  model: z.string().min(1).default('omni-moderation-latest'),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(32)]),
});

export type ModerationRequest = z.infer<typeof requestSchema>;

/** @throws ApiError 400 naming the parameter */
export function checkModeration(body: string): ModerationRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw badParameter('input', 'We could not parse the JSON body of your request.');
  }
  const parsed = requestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const param = String(issue?.path[0] ?? 'input');
  throw badParameter(param, `Invalid '${param}': ${issue?.message ?? 'not understood'}.`);
}

/** Words that give a category away; a real model understands the meaning. */
const words = {
  harassment: /씨발|개새끼|병신 같은|\bfuck (?:you|off)\b|\bpiece of shit\b/iu,
  'harassment/threatening': /죽여 버리|가만 안 둔다|\bi will kill you\b/iu,
  hate: /\bsubhuman\b|인간 이하의 종족/iu,
  'hate/threatening': /몰살시켜야|\bexterminate them all\b/iu,
  illicit: /필로폰을? 만드는 법|\bhow to cook meth\b/iu,
  'illicit/violent': /폭탄을? 만드는 법|\bhow to build a bomb\b/iu,
  'self-harm': /자해하고 싶|\bi cut myself\b/iu,
  'self-harm/intent': /죽고 싶다|\bi want to die\b/iu,
  'self-harm/instructions': /자살하는 (?:방)?법|\bhow to kill yourself\b/iu,
  sexual: /야동|\bhardcore porn\b/iu,
  'sexual/minors': /미성년자 음란/u,
  violence: /찔러 죽|\bstab (?:him|her) to death\b/iu,
  'violence/graphic': /내장이 쏟아|\bguts spilled out\b/iu,
} as const;

/** One result for each input, as OpenAI's `POST /v1/moderations` gives them. */
export function moderate({ model, input }: ModerationRequest) {
  const texts = typeof input === 'string' ? [input] : input;
  const results = texts.map((text) => {
    const found = Object.entries(words).map(
      ([category, pattern]) => [category, pattern.test(text)] as const,
    );
    return {
      flagged: found.some(([, isThere]) => isThere),
      categories: Object.fromEntries(found),
      category_scores: Object.fromEntries(
        found.map(([category, isThere]) => [category, isThere ? 0.97 : 0.0001]),
      ),
      category_applied_input_types: Object.fromEntries(
        found.map(([category]) => [category, ['text']]),
      ),
    };
  });
  const digest = createHash('sha256').update(JSON.stringify(texts)).digest('hex');
  return { id: `modr-${digest.slice(0, 24)}`, model, results };
}
