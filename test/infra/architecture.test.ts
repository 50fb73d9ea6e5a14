import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { everyPeriod } from '../../infra/documents/architecture/architecture.ts';
import { fillPlaces } from '../../infra/documents/architecture/drawn-places.ts';
import { dutiesTable } from '../../infra/documents/architecture/duties-table.ts';
import { backgroundPicture, requestsPicture } from '../../infra/documents/architecture/pictures.ts';
import { readArchitecture } from '../../infra/documents/architecture/read-architecture.ts';
import type { PolicyStatement, StackModel } from '../../infra/local/template/model.ts';
import { settingsByStage } from '../../infra/stack/settings.ts';
import { lectureStages, lectureStatuses } from '../../shared/contracts/lecture.ts';
import { tablePartitions } from '../../shared/contracts/table.ts';
import { allow, queue, secret, stackModel } from '../support/stack-model.ts';
import { ids, lambda, readSecret, recordings, roleOf, rows, stack } from './drawn-stack.ts';

const architecture = readArchitecture(stack);
const lines = (text: string) => text.split('\n').map((line) => line.trim());
const requests = lines(requestsPicture(architecture));
const background = lines(backgroundPicture(architecture));
const duties = dutiesTable(architecture);

/** What is drawn for a stack in which only the role of rate-lecture differs. */
function drawnWith(...statements: readonly PolicyStatement[]): string[] {
  const roles = stack.roles.map((one) =>
    one.logicalId === ids.rate ? roleOf(ids.rate, ...statements) : one,
  );
  return lines(requestsPicture(readArchitecture({ ...stack, roles })));
}

describe('the pictures', () => {
  it('show functions with the same arrows as one box', () => {
    expect(requests).toContain('list_majors["list-majors<br>list-topics"]');
    expect(requests).toContain('list_majors -->|read| table');
    expect(requests.filter((line) => line.startsWith('list_topics'))).toEqual([]);
  });

  it('show an arrow for what a role allows, and none for what it does not', () => {
    expect(requests.filter((line) => line.startsWith('submit_lecture --'))).toEqual([
      'submit_lecture -->|read, write| table',
      'submit_lecture -->|read| recordings_bucket',
      'submit_lecture -->|send| lecture_queue',
    ]);
    expect(drawnWith(allow(['s3:DeleteObject'], [`${recordings.arn}/recordings/*`]))).toContain(
      'rate_lecture -->|delete| recordings_bucket',
    );
    expect(drawnWith().filter((line) => line.startsWith('rate_lecture --'))).toEqual([]);
  });

  it('frame the routes that may read a secret, with one arrow for all of them', () => {
    const frame = requests.indexOf(
      'subgraph with_token_keys_secret ["may read the token keys secret"]',
    );
    expect(requests.slice(frame + 1, frame + 4)).toEqual([
      'submit_lecture["submit-lecture"]',
      'rate_lecture["rate-lecture"]',
      'end',
    ]);
    expect(requests.filter((line) => line.includes('--> token_keys_secret'))).toEqual([
      'with_token_keys_secret --> token_keys_secret',
    ]);
  });

  it('show an upload where browsers may put', () => {
    expect(requests).toContain('app -->|PUT, presigned| recordings_bucket');
    const closed = { ...stack, buckets: stack.buckets.map((one) => ({ ...one, corsRules: [] })) };
    expect(requestsPicture(readArchitecture(closed))).not.toContain('PUT');
  });

  it('show what AWS delivers, and what starts when', () => {
    expect(background.filter((line) => line.includes('-.->'))).toEqual([
      'recordings_bucket -.->|ObjectCreated| lecture_queue',
      'lecture_queue -.->|after 8 receives| dead_letter_queue',
      'lecture_queue -.->|delivers| process_lecture',
      'every_minute -.-> sweep_lectures',
      'a_deployment -.-> load_catalog',
    ]);
  });

  it('show the receiving of messages only as their delivery', () => {
    expect(background.filter((line) => line.startsWith('process_lecture --'))).toEqual([
      'process_lecture -->|list| recordings_bucket',
      'process_lecture -->|read| OpenAI_secret',
      'process_lecture -->|speech, chat| models_example',
    ]);
  });

  it('show an index separately from its table', () => {
    expect(background).toContain('sweep_lectures -->|read| index_open');
    expect(background).not.toContain('sweep_lectures -->|read| table');
  });

  it('leave out what no arrow touches', () => {
    expect(requests.join()).not.toContain('dead letter');
    expect([...requests, ...background].join()).not.toContain('Sentry');
  });

  it('contain nothing that a deployment makes up', () => {
    const text = [...requests, ...background, duties].join('\n');
    expect(text).not.toMatch(/[0-9a-f]{8}|arn:|stack-/i);
  });
});

describe('the table of duties', () => {
  it('gives a function its callers, size and exact actions', () => {
    expect(lines(duties)).toContain(
      '| `submit-lecture` | `POST /api/v1/lecture`, 5 a second with bursts of 10 | 512 MB | 10 s | token keys secret: GetSecretValue<br>table: PutItem, GetItem<br>recordings bucket (`recordings/*`): GetObject<br>lecture queue: SendMessage |',
    );
    expect(lines(duties)).toContain(
      '| `process-lecture` | lecture queue; messages a call: 1, calls at once: 50 | 256 MB | 240 s | lecture queue: ReceiveMessage, DeleteMessage<br>OpenAI secret: GetSecretValue<br>recordings bucket: ListBucket<br>speech: calls models.example<br>chat: calls models.example |',
    );
  });

  it('says once what every function may do', () => {
    expect(lines(duties).at(-1)).toBe(
      'Not listed above, since every function may: own log group: PutLogEvents; Sentry secret: GetSecretValue.',
    );
  });

  it.each([
    [60, 'every minute'],
    [600, 'every 10 minutes'],
    [86_400, 'every day'],
    [90, 'every 90 seconds'],
  ])('calls a period of %i s “%s”', (seconds, text) => {
    expect(everyPeriod(seconds)).toBe(text);
  });
});

describe('a stack that cannot be drawn', () => {
  const refusals: readonly (readonly [string, PolicyStatement, string])[] = [
    ['with an action that has no word', allow(['dynamodb:Scan'], [rows.arn]), 'what Scan does'],
    ['with a grant on everything', allow(['dynamodb:GetItem'], ['*']), '* is no piece'],
    [
      'with a grant on a stranger',
      allow(readSecret, [secret('Other').arn]),
      'is no piece of the stack',
    ],
    [
      'with a role that denies',
      { effect: 'Deny', actions: ['dynamodb:GetItem'], resources: [rows.arn] },
      'what a role denies is not drawn',
    ],
  ];

  it.each(refusals)('%s', (_, statement, words) => {
    expect(() => drawnWith(statement)).toThrow(words);
  });

  const unnamed: readonly (readonly [string, Partial<StackModel>, string])[] = [
    ['with a piece that no output names', { queues: [queue('extra')] }, 'extra has no name'],
    [
      'with a function that the contracts do not know',
      { functions: [lambda('ApiSomethingFunction929C1DF8')] },
      'ApiSomethingFunction929C1DF8 is none of the functions',
    ],
  ];

  it.each(unnamed)('%s', (_, parts, words) => {
    expect(() => readArchitecture(stackModel(parts))).toThrow(words);
  });
});

describe('the places in a document', () => {
  const placed = (text: string) =>
    `before\n<!-- drawn by npm run architecture: one -->\n\n${text}\n\n<!-- end -->\nafter\n`;

  it('are filled, and nothing around them changes', () => {
    expect(fillPlaces(placed('old\n\nlines'), new Map([['one', 'new $& lines']]))).toBe(
      placed('new $& lines'),
    );
  });

  it('stay as they are if they already contain their drawing', () => {
    expect(fillPlaces(placed('same'), new Map([['one', 'same']]))).toBe(placed('same'));
  });

  it('have one drawing each', () => {
    expect(() => fillPlaces(placed('old'), new Map())).toThrow('nothing draws “one”');
    expect(() => fillPlaces('none', new Map([['one', 'new']]))).toThrow('no place for');
  });
});

const pagePath = fileURLToPath(new URL('../../docs/architecture.md', import.meta.url));

describe('the committed page', () => {
  it('names every server outside AWS that prod calls', () => {
    const { speech, chat, moderation, pushHosts } = settingsByStage.prod;
    const called = [...speech, ...chat, ...moderation].map(({ baseUrl }) => new URL(baseUrl).host);
    const page = readFileSync(pagePath, 'utf8');
    for (const host of [...called, ...pushHosts]) expect(page).toContain(host);
  });
});

describe('the list of the table’s items, written by hand', () => {
  it.each(Object.values(tablePartitions))('says what is in the partitions %s', (pattern) => {
    const [, list = ''] = readFileSync(pagePath, 'utf8').split('## The table');
    expect(list).toContain(`\`${pattern.replace('*', '')}`);
  });
});

describe('the picture of a lecture’s life, drawn by hand', () => {
  it('has the states of the contracts and no other', () => {
    const [, picture = ''] =
      /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(readFileSync(pagePath, 'utf8')) ?? [];
    const states = picture
      .split('\n')
      .flatMap((line) => /^ *(\S+) --> (\w+)/.exec(line)?.slice(1) ?? [])
      .filter((state) => state !== '[*]');
    // To its reader a lecture is in one of its stages, or has reached its status.
    const expected = [
      ...lectureStages.filter((stage) => stage !== 'DONE'),
      ...lectureStatuses.filter((status) => status !== 'IN_PROGRESS'),
    ];
    expect([...new Set(states)].sort()).toEqual(expected.sort());
  });
});
