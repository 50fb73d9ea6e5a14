import * as fc from 'fast-check';
import * as z from 'zod';
import type { JsonSchema, OpenApi } from './open-api.ts';

const limits = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.json()).min(1).optional(),
  minimum: z.number().default(Number.MIN_SAFE_INTEGER),
  maximum: z.number().default(Number.MAX_SAFE_INTEGER),
  minLength: z.int().default(0),
  maxLength: z.int().default(200),
  pattern: z.string().optional(),
  items: z.record(z.string(), z.json()).optional(),
  minItems: z.int().default(0),
  maxItems: z.int().default(10),
  uniqueItems: z.boolean().default(false),
  properties: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  required: z.array(z.string()).default([]),
  oneOf: z.array(z.looseObject({ required: z.array(z.string()) })).default([]),
});

/** Longer texts find nothing that these do not. */
const longestGenerated = 300;

/** Values that a schema of a request admits. @throws Error for a schema that no request here has */
export function admitted(schema: JsonSchema, api: OpenApi): fc.Arbitrary<unknown> {
  const read = limits.parse(api.follow(schema));
  if (read.enum) return fc.constantFrom(...read.enum);
  switch (read.type) {
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'integer':
      return fc.integer({ min: read.minimum, max: read.maximum });
    case 'string':
      return texts(read);
    case 'array':
      return arrays(read, api);
    case 'object':
      return objects(read, api);
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
}

function texts({ pattern, minLength, maxLength }: z.infer<typeof limits>): fc.Arbitrary<string> {
  const longest = Math.min(maxLength, longestGenerated);
  const allowed = new RegExp(pattern ?? '', 'u');
  const fits = (text: string) =>
    text.length >= minLength && text.length <= longest && allowed.test(text);
  // A pattern of character classes only leaves some out: nearly every text matches it.
  return pattern === undefined || /\\p\{/i.test(pattern)
    ? fc.string({ unit: 'grapheme', minLength, maxLength: longest }).filter(fits)
    : fc.stringMatching(allowed, { maxLength: longest }).filter(fits);
}

function arrays(read: z.infer<typeof limits>, api: OpenApi): fc.Arbitrary<unknown[]> {
  const item = admitted(read.items ?? {}, api);
  const { minItems: minLength, maxItems: maxLength } = read;
  return read.uniqueItems
    ? fc.uniqueArray(item, { minLength, maxLength })
    : fc.array(item, { minLength, maxLength });
}

/** If each alternative requires other properties, exactly one is met. */
function objects(read: z.infer<typeof limits>, api: OpenApi): fc.Arbitrary<unknown> {
  const alternatives = read.oneOf.map(({ required }) => required);
  const chosen = alternatives.length === 0 ? [[]] : alternatives;
  return fc.oneof(
    ...chosen.map((own) => {
      const others = alternatives.flat().filter((name) => !own.includes(name));
      const shape = Object.entries(read.properties)
        .filter(([name]) => !others.includes(name))
        .map(([name, schema]) => [name, admitted(schema, api)] as const);
      const record: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(shape);
      return fc.record(record, {
        requiredKeys: Object.keys(record).filter(
          (name) => read.required.includes(name) || own.includes(name),
        ),
      });
    }),
  );
}

/** Values at the edges of every limit, and values that parsers trip over. */
export const oddTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1.5', '1e3', '0x10', '01', '101', 'NaN', 'null', 'undefined', '[]'],
    ...['9007199254740991', '9007199254740992', '99999999999999999999', '٣', '\u0000', '..', '%'],
    ...['__proto__', 'constructor', "' OR 1=1 --", '해시 테이블', '🙂'.repeat(60)],
  ),
  fc.string({ unit: 'grapheme', maxLength: 150 }),
);

const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  oddTexts,
  fc.constantFrom(null, true, 0, -1, 1.5, 6, 2 ** 53, 1e308, 'x'.repeat(6_000)),
  fc.jsonValue({ maxDepth: 2 }),
);

/** An admitted body with one thing changed, or anything JSON can say. */
export function refusedBodies(body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const objects = body.filter((value) => typeof value === 'object' && value !== null);
  const changed = fc
    .tuple(objects, fc.nat(), fc.oneof(fc.constant(undefined), oddValues))
    .map(([value, which, odd]) => {
      const entries = Object.entries(Object(value));
      const [name] = entries[which % (entries.length + 1)] ?? ['unknown'];
      return { ...Object.fromEntries(entries), [name]: odd };
    });
  return fc.oneof({ weight: 3, arbitrary: changed }, fc.jsonValue({ maxDepth: 3 }), oddValues);
}
