import { readFile } from 'node:fs/promises';
import OpenAI, { toFile } from 'openai';
import { z } from 'zod';
import type { OpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';

export const recordingBytes = (fileName: string): Promise<Buffer> =>
  readFile(new URL(`../../fixtures/recordings/${fileName}`, import.meta.url));

/** The real client, with retries off so that each test sees the first answer. */
export const clientOf = (standIn: OpenAiStandIn): OpenAI =>
  new OpenAI({ apiKey: 'sk-local', baseURL: standIn.baseUrl, maxRetries: 0 });

export async function hear(
  standIn: OpenAiStandIn,
  fileName: string,
  sentAs = fileName,
): Promise<OpenAI.Audio.TranscriptionVerbose> {
  return clientOf(standIn).audio.transcriptions.create({
    model: 'whisper-1',
    file: await toFile(await recordingBytes(fileName), sentAs),
    response_format: 'verbose_json',
  });
}

export const hashTableTopic = {
  topicName: '해시 테이블',
  description: '키로 값을 빠르게 찾는 자료구조',
  keyPoints: [
    { id: 'k1', statement: '해시 함수가 키를 배열의 인덱스로 바꾼다.' },
    { id: 'k2', statement: '평균 O(1) 시간에 조회, 삽입, 삭제를 한다.' },
    { id: 'k3', statement: '서로 다른 키가 같은 인덱스를 받는 것을 충돌이라고 한다.' },
    { id: 'k4', statement: '충돌은 체이닝이나 개방 주소법으로 해결한다.' },
    { id: 'k5', statement: '적재율이 높아지면 배열의 크기를 늘려 재해싱한다.' },
  ],
  misconceptions: [
    {
      statement: '좋은 해시 함수를 쓰면 충돌이 절대 일어나지 않는다.',
      correction: '가능한 키가 더 많으면 충돌은 피할 수 없다.',
    },
  ],
};

const passages = z.array(z.string());

export const foundSchema = z.strictObject({
  keyPoints: z.strictObject({
    k1: passages,
    k2: passages,
    k3: passages,
    k4: passages,
    k5: passages,
  }),
  misconceptions: z.array(z.strictObject({ quote: z.string(), correction: z.string() })),
  strengths: z.array(z.string()),
  nextSteps: z.array(z.string()),
});

const judgementSchema = z.strictObject({
  reason: z.string(),
  label: z.enum(['covered', 'partial', 'missing', 'wrong', 'transcription_error']),
});

export function assessmentRequest(transcript: string, topic: object = hashTableTopic) {
  return {
    model: 'gpt-4o-mini',
    messages: [
      {
        role: 'system' as const,
        content: `Find what was said of every key point of the topic.\n\n<topic>\n${JSON.stringify(topic)}\n</topic>`,
      },
      { role: 'user' as const, content: `<transcript>\n${transcript}\n</transcript>` },
    ],
    response_format: {
      type: 'json_schema' as const,
      json_schema: { name: 'find', strict: true, schema: z.toJSONSchema(foundSchema) },
    },
  };
}

/** Asks to judge one statement by the passages alone. */
export function judgeRequest(passages: readonly string[], statement: string, topicName: string) {
  return {
    model: 'gpt-4o-mini',
    messages: [
      {
        role: 'system' as const,
        content: `Judge it.\n\n<statement>\n${JSON.stringify({ topicName, statement })}\n</statement>`,
      },
      {
        role: 'user' as const,
        content: passages.map((passage) => `<passage>\n${passage}\n</passage>`).join('\n'),
      },
    ],
    response_format: {
      type: 'json_schema' as const,
      json_schema: { name: 'judge', strict: true, schema: z.toJSONSchema(judgementSchema) },
    },
  };
}

async function ask<Answer>(
  standIn: OpenAiStandIn,
  request: OpenAI.ChatCompletionCreateParamsNonStreaming,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const completion = await clientOf(standIn).chat.completions.create(request);
  return schema.parse(JSON.parse(completion.choices[0]?.message.content ?? ''));
}

/** Asks both steps, the second for each key point that has a passage. */
export async function assessment(
  standIn: OpenAiStandIn,
  transcript: string,
  topic = hashTableTopic,
) {
  const found = await ask(standIn, assessmentRequest(transcript, topic), foundSchema);
  const judged = await Promise.all(
    Object.entries(found.keyPoints).map(async ([id, passages]) => {
      const statement = topic.keyPoints.find((keyPoint) => keyPoint.id === id)?.statement ?? '';
      const judgement =
        passages.length > 0
          ? await ask(standIn, judgeRequest(passages, statement, topic.topicName), judgementSchema)
          : { label: 'missing' as const, reason: '' };
      return [id, { passages, ...judgement }] as const;
    }),
  );
  return { ...found, keyPoints: new Map(judged) };
}

export const labelsOf = ({
  keyPoints,
}: {
  readonly keyPoints: ReadonlyMap<string, { readonly label: string }>;
}): string[] => [...keyPoints.values()].map(({ label }) => label);

/** A plain request to the chat endpoint, for what the client library would not send. */
export function postChat(
  standIn: OpenAiStandIn,
  body: unknown,
  init: { authorization?: string; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${standIn.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: init.authorization ?? 'Bearer sk-local',
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(init.signal === undefined ? {} : { signal: init.signal }),
  });
}

const errorBodySchema = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

/** The error of an answer, checked to have OpenAI's shape. */
export async function errorOf(response: Response) {
  return errorBodySchema.parse(await response.json()).error;
}
