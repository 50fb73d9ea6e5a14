import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import {
  assessment,
  assessmentRequest,
  clientOf,
  errorOf,
  hashTableTopic,
  hear,
  judgeRequest,
  labelsOf,
  postChat,
} from './assessment-request.ts';

let standIn: OpenAiStandIn;
beforeAll(async () => {
  standIn = await startOpenAiStandIn();
});
afterAll(() => standIn.stop());

const assessed = async (fileName: string) => {
  const { text } = await hear(standIn, fileName);
  return { text, answer: await assessment(standIn, text) };
};

describe('an assessment', () => {
  it('finds every key point of a good talk in its sentences', async () => {
    const { text, answer } = await assessed('hash-table-good.webm');
    expect(answer.misconceptions).toEqual([]);
    expect(labelsOf(answer)).toEqual(Array(5).fill('covered'));
    const passages = [...answer.keyPoints.values()].flatMap((keyPoint) => keyPoint.passages);
    for (const passage of passages) expect(text).toContain(passage);
    expect(answer.strengths).not.toEqual([]);
  });

  it('finds in a half-finished talk what is there, and says what is missing', async () => {
    const { answer } = await assessed('hash-table-partly.mp4');
    expect(answer.keyPoints.get('k1')?.label).toBe('covered');
    expect(answer.keyPoints.get('k4')).toMatchObject({ label: 'missing', passages: [] });
    expect(answer.nextSteps).not.toEqual([]);
  });

  it('finds the misconception that was voiced', async () => {
    const { text, answer } = await assessed('hash-table-misconception.wav');
    expect(answer.misconceptions).toEqual([
      {
        quote: '좋은 해시 함수를 쓰면 충돌은 절대 일어나지 않습니다.',
        correction: '가능한 키가 더 많으면 충돌은 피할 수 없다.',
      },
    ]);
    expect(text).toContain(answer.misconceptions[0]?.quote);
  });

  it('does not take a refuted misconception as voiced', async () => {
    const { misconceptions } = await assessment(
      standIn,
      '좋은 해시 함수를 쓰면 충돌이 절대 일어나지 않는다는 말은 사실이 아닙니다.',
    );
    expect(misconceptions).toEqual([]);
  });

  it('finds nothing in a talk about something else', async () => {
    const { answer } = await assessed('kimchi-stew.mp3');
    expect(labelsOf(answer)).toEqual(Array(5).fill('missing'));
  });

  it('understands an English talk and answers in English', async () => {
    const { answer } = await assessed('hash-table-english.ogg');
    expect(answer.keyPoints.get('k4')?.label).toBe('covered');
    expect(answer.keyPoints.get('k1')?.reason).toMatch(/^This part/);
  });

  it('is the same for the same request', async () => {
    const { text } = await hear(standIn, 'hash-table-partly.m4a');
    expect(await assessment(standIn, text)).toEqual(await assessment(standIn, text));
  });

  it('quotes a talk without full stops in pieces', async () => {
    const long = '해시 함수가 키를 배열의 인덱스로 바꾸고 그다음에는 '.repeat(40);
    const { keyPoints } = await assessment(standIn, long);
    const [passage = ''] = keyPoints.get('k1')?.passages ?? [];
    expect(passage).not.toBe('');
    expect(long).toContain(passage);
    expect(passage.length).toBeLessThanOrEqual(200);
  });

  it('has a shape that follows from the requested schema alone', async () => {
    const schema = z.strictObject({
      keyPoints: z.strictObject({
        k3: z.array(z.string()).min(1),
      }),
      pace: z.enum(['slow', 'fast']),
      minutes: z.number().min(1).nullable(),
      notes: z.array(z.strictObject({ text: z.string() })),
    });
    const talk = '서로 다른 키가 같은 인덱스를 받으면 충돌이라고 합니다.';
    const request = assessmentRequest(talk);
    const completion = await clientOf(standIn).chat.completions.create({
      ...request,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'other', strict: true, schema: z.toJSONSchema(schema) },
      },
    });
    const [choice] = completion.choices;
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { refusal: null } });
    expect(schema.parse(JSON.parse(choice?.message.content ?? ''))).toMatchObject({
      keyPoints: { k3: [talk] },
    });
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'gpt-4o-mini' });
    expect(completion.usage?.total_tokens).toBeGreaterThan(0);
  });

  it('judges a topic without key points by the criteria it is sent', async () => {
    const criteria = {
      topicName: '스택과 큐',
      description: '데이터를 넣고 꺼내는 순서',
      keyPoints: [
        { id: 'k1', statement: '주제가 무엇인지 정확하게 정의하거나 한마디로 설명한다.' },
        { id: 'k2', statement: '어떻게 작동하는지 원리나 까닭을 설명한다.' },
        { id: 'k3', statement: '구체적인 예나 비유를 들어 이해를 돕는다.' },
        { id: 'k4', statement: '쓰임새, 한계 또는 차이를 짚는다.' },
        { id: 'k5', statement: '적재율이 높아지면 배열의 크기를 늘려 재해싱한다.' },
      ],
    };
    const talk =
      '스택과 큐는 데이터를 차례로 담는 두 가지 자료구조입니다. 스택은 접시를 쌓는 것처럼 나중에 넣은 것을 먼저 꺼냅니다.';
    const { keyPoints } = await assessment(standIn, talk, { ...criteria, misconceptions: [] });
    expect(labelsOf({ keyPoints })).toEqual([
      'covered',
      'missing',
      'covered',
      'missing',
      'missing',
    ]);
  });

  it('says that a passage is wrong if it excludes what the statement allows', async () => {
    const [, statement = ''] = hashTableTopic.keyPoints.map((keyPoint) => keyPoint.statement);
    const completion = await clientOf(standIn).chat.completions.create(
      judgeRequest(['조회와 삽입과 삭제가 언제나 O(1) 시간이에요.'], statement, '해시 테이블'),
    );
    expect(completion.choices[0]?.message.content).toContain('"label":"wrong"');
  });
});

describe('a chat request', () => {
  const good = assessmentRequest('말');
  const withSchema = (schema: object) => ({
    ...good,
    response_format: { type: 'json_schema', json_schema: { name: 'a', strict: true, schema } },
  });
  const object = (properties: object, rest: object = {}) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...rest,
  });

  it.each([
    ['no model', { ...good, model: undefined }, 'model'],
    ['no messages', { ...good, messages: [] }, 'messages'],
    ['an unknown role', { ...good, messages: [{ role: 'bot', content: 'x' }] }, 'messages[0].role'],
    ['no content', { ...good, messages: [{ role: 'user' }] }, 'messages[0].content'],
    ['a hot temperature', { ...good, temperature: 3 }, 'temperature'],
    [
      'a schema name with a space',
      {
        ...good,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'a b', strict: true, schema: object({}) },
        },
      },
      'response_format.json_schema.name',
    ],
    ['an unknown argument', { ...good, temprature: 0 }, null],
    ['something else than an object', [], ''],
  ])('with %s is refused and the parameter is named', async (_, body, param) => {
    const response = await postChat(standIn, body);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error', param });
  });

  it.each([
    ['an array as root', { type: 'array', items: {} }, `schema must be a JSON Schema of 'type`],
    ['open objects', object({}, { additionalProperties: true }), `'additionalProperties' is`],
    ['optional properties', object({ a: { type: 'string' } }, { required: [] }), `Missing 'a'`],
    ['string lengths', object({ a: { type: 'string', maxLength: 9 } }), `'maxLength' is not`],
    ['allOf', object({ a: { allOf: [] } }), `'allOf' is not permitted`],
    ['oneOf', object({ a: { oneOf: [] } }), `'oneOf' is not permitted`],
    [
      'maps',
      object({ a: { type: 'object', additionalProperties: {} } }),
      `In context=('properties', 'a')`,
    ],
    ['arrays of anything', object({ a: { type: 'array' } }), 'array schema missing items'],
    ['values of any type', object({ a: {} }), `must have a 'type' key`],
    ['a reference to nowhere', object({ a: { $ref: '#/$defs/x' } }), 'reference can only point'],
    ['a made-up format', object({ a: { type: 'string', format: 'phone' } }), 'not a valid format'],
  ])('with a strict schema of %s is refused', async (_, schema, message) => {
    const error = await errorOf(await postChat(standIn, withSchema(schema)));
    expect(error).toMatchObject({ param: 'response_format', code: null });
    expect(error.message).toContain(`Invalid schema for response_format 'a'`);
    expect(error.message).toContain(message);
  });

  it('with references, alternatives and bounds that strict mode knows is accepted', async () => {
    const schema = object(
      {
        a: { $ref: '#/$defs/note' },
        b: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
        c: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 3 },
      },
      { $defs: { note: object({ text: { type: ['string', 'null'] } }) } },
    );
    const response = await postChat(standIn, withSchema(schema));
    const body = z
      .object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })) })
      .parse(await response.json());
    expect(JSON.parse(body.choices[0]?.message.content ?? '')).toEqual({
      a: { text: '' },
      b: 1,
      c: ['', ''],
    });
  });

  it('that is not JSON is refused', async () => {
    expect((await postChat(standIn, '{')).status).toBe(400);
  });

  it('above 1 MiB is refused', async () => {
    const response = await postChat(standIn, assessmentRequest('가'.repeat(400_000)));
    expect(response.status).toBe(413);
  });

  it('without a key is refused', async () => {
    const response = await postChat(standIn, good, { authorization: 'Basic eDp5' });
    expect(response.status).toBe(401);
  });

  it('to another path or with another method is refused in OpenAI’s shape', async () => {
    const elsewhere = await fetch(`${standIn.baseUrl}/models`);
    expect(elsewhere.status).toBe(404);
    expect((await errorOf(elsewhere)).message).toBe('Invalid URL (GET /v1/models)');
    const got = await fetch(`${standIn.baseUrl}/chat/completions`);
    expect(got.status).toBe(405);
    expect((await errorOf(got)).code).toBe('method_not_supported');
  });
});
