/** The part of a reply that is changed. */
interface Words {
  readonly contentType: string;
  readonly body: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Shape = (answer: Fields) => Words;

const asJson = (value: unknown): Words => ({
  contentType: 'application/json',
  body: JSON.stringify(value),
});

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

const eachSegment = (answer: Fields, change: (segment: Fields) => Fields): Fields => ({
  ...answer,
  ...(Array.isArray(answer['segments']) && {
    segments: answer['segments'].map((segment) => change(fieldsOf(segment))),
  }),
});

/** The same transcription in the formats of other servers; each is a good answer. */
const speechShapes = {
  'null-figures': (answer) =>
    asJson({
      ...eachSegment(answer, (segment) => ({
        ...segment,
        no_speech_prob: null,
        compression_ratio: null,
      })),
      duration: String(answer['duration'] ?? '1.5'),
      words: null,
    }),
  'null-language': (answer) => asJson({ ...answer, language: null, languages: null, usage: null }),
  'no-segment-text': (answer) => asJson(eachSegment(answer, ({ text: _, ...segment }) => segment)),
  'no-segment-end': (answer) =>
    asJson(eachSegment(answer, (segment) => ({ ...segment, end: null }))),
  'no-duration': (answer) => asJson({ ...answer, duration: 'N/A', usage: 'free' }),
  nanoseconds: (answer) =>
    asJson(
      eachSegment(answer, (segment) => ({
        ...segment,
        start: Number(segment['start']) * 1e9,
        end: Number(segment['end']) * 1e9,
      })),
    ),
  'text-plain-json': (answer) => ({ ...asJson(answer), contentType: 'text/plain; charset=utf-8' }),
  'plain-text': (answer) => ({ contentType: 'text/plain', body: `${answer['text']}\n` }),
} as const satisfies Record<string, Shape>;

/** Changes the content of the first choice. */
const reworded =
  (change: (content: string) => unknown, parts: Fields = {}): Shape =>
  (completion) => {
    const choices = Array.isArray(completion['choices']) ? completion['choices'] : [];
    const [first, ...others] = choices.map(fieldsOf);
    const message = fieldsOf(first?.['message']);
    const content = change(String(message['content'] ?? ''));
    return asJson({
      ...completion,
      choices: [{ ...first, ...parts, message: { ...message, content } }, ...others],
    });
  };

/** The same completion as other servers and models wrap it; each is a good answer. */
const chatShapes = {
  'empty-usage': (completion) => asJson({ ...completion, usage: {} }),
  'null-usage': (completion) => asJson({ ...completion, usage: null, model: null }),
  'other-usage': (completion) =>
    asJson({ ...completion, usage: { input_tokens: 12, output_tokens: 3 } }),
  'content-parts': reworded((content) => [{ type: 'text', text: content }]),
  fenced: reworded((content) => `\`\`\`json\n${content}\n\`\`\``),
  thought: reworded((content) => `<think>Let me see {first}.</think>\n${content}`),
  'byte-order-mark': reworded((content) => `\uFEFF${content}`),
  'line-before': reworded((content) => `Here is the answer:\n${content}`),
  'line-after': reworded((content) => `${content}\n\nLet me know!`),
  'in-list': reworded((content) => `[${content}]`),
  'encoded-twice': reworded((content) => JSON.stringify(content)),
  'whole-at-length': reworded((content) => content, { finish_reason: 'length' }),
  'cut-off-end': reworded((content) => content.slice(0, -3), { finish_reason: 'length' }),
} as const satisfies Record<string, Shape>;

/** For both endpoints: a gateway took the call, and the server behind it failed. */
const errorShapes = {
  'error-in-200': () =>
    asJson({ error: { code: 502, message: 'Provider returned error', metadata: {} } }),
} as const satisfies Record<string, Shape>;

const shapes = { ...speechShapes, ...chatShapes, ...errorShapes };
export type ShapeName = keyof typeof shapes;

const isShapeName = (name: string): name is ShapeName => Object.hasOwn(shapes, name);
export const shapeNames = Object.keys(shapes).filter(isShapeName);

/** The endpoint to which a shape belongs; undefined where it belongs to both. */
export function endpointOfShape(name: ShapeName): 'speech' | 'chat' | undefined {
  if (Object.hasOwn(speechShapes, name)) return 'speech';
  return Object.hasOwn(chatShapes, name) ? 'chat' : undefined;
}

/** Gives a JSON reply another shape. */
export function inShape<Reply extends Words>(reply: Reply, name: ShapeName): Reply {
  const isJson = reply.contentType.startsWith('application/json');
  return isJson ? { ...reply, ...shapes[name](fieldsOf(JSON.parse(reply.body))) } : reply;
}
