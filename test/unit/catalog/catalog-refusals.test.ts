import { describe, expect, it } from 'vitest';
import { InvalidCatalogError, parseCatalog } from '../../../shared/catalog/catalog.ts';
import { type Sample, sample } from './sample-catalog.ts';

function problemsOf(data: unknown) {
  try {
    parseCatalog(data);
  } catch (error) {
    if (error instanceof InvalidCatalogError) return error.problems;
    throw error;
  }
  return [];
}

describe('a catalog is refused and the place is named', () => {
  const hashTablePath = 'majors[0].subjects[0].topics[0]';

  it.each<[string, (sample: Sample) => void, string, RegExp]>([
    [
      'when a major id is used twice',
      ({ legal }) => {
        legal.id = 1;
      },
      'majors[1].id',
      /Duplicate major id 1$/,
    ],
    [
      'when an id is as high as those of own topics',
      ({ hashTable }) => {
        hashTable.id = 1_000_000_001;
      },
      `${hashTablePath}.id`,
      /Too big: expected number to be <=1000000000$/,
    ],
    [
      'when a subject id is used twice, even under another major',
      ({ law }) => {
        law.id = 101;
      },
      'majors[1].subjects[0].id',
      /Duplicate subject id 101$/,
    ],
    [
      'when two siblings have one English name, though not in Korean',
      ({ hashTable, stack }) => {
        stack.english.topicName = hashTable.english.topicName;
      },
      'majors[0].subjects[0].topics[1].english.topicName',
      /Duplicate topicName "Hash tables"/,
    ],
    [
      'when a topic id is used twice',
      ({ stack }) => {
        stack.id = 1001;
      },
      'majors[0].subjects[0].topics[1].id',
      /Duplicate topic id 1001$/,
    ],
    [
      'when siblings share a name',
      ({ stack }) => {
        stack.topicName = '해시 테이블';
      },
      'majors[0].subjects[0].topics[1].topicName',
      /Duplicate topicName "해시 테이블"/,
    ],
    [
      'when a topic has 2 key points',
      ({ keyPoints }) => keyPoints.pop(),
      `${hashTablePath}.keyPoints`,
      /found 2$/,
    ],
    [
      'when a topic has 7 key points',
      ({ keyPoints }) => {
        for (const n of [4, 5, 6, 7]) {
          keyPoints.push({ statement: `${n}번째.`, weight: 1, english: { statement: `${n}.` } });
        }
      },
      `${hashTablePath}.keyPoints`,
      /found 7$/,
    ],
    [
      'when a key point is repeated',
      ({ keyPoints }) => keyPoints.push(...keyPoints.slice(2)),
      `${hashTablePath}.keyPoints[3].statement`,
      /Duplicate statement/,
    ],
    [
      'when key points come without a misconception',
      ({ misconceptions }) => misconceptions.pop(),
      `${hashTablePath}.misconceptions`,
      /found 0$/,
    ],
    [
      'when a topic has 5 misconceptions',
      ({ misconceptions }) => {
        for (const n of [2, 3, 4, 5]) {
          const said = { statement: `${n}.`, correction: '아니다.' };
          misconceptions.push({ ...said, english: said });
        }
      },
      `${hashTablePath}.misconceptions`,
      /found 5$/,
    ],
    [
      'when there are no key points',
      ({ keyPoints }) => keyPoints.splice(0),
      `${hashTablePath}.keyPoints`,
      /found 0$/,
    ],
    [
      'when a weight is above 5',
      ({ keyPoints }) => Object.assign(keyPoints[0] ?? {}, { weight: 6 }),
      `${hashTablePath}.keyPoints[0].weight`,
      /<=5/,
    ],
    [
      'when a weight is not whole',
      ({ keyPoints }) => Object.assign(keyPoints[0] ?? {}, { weight: 2.5 }),
      `${hashTablePath}.keyPoints[0].weight`,
      /int/,
    ],
    [
      'when a statement has no English beside it',
      ({ keyPoints }) => Object.assign(keyPoints[1] ?? {}, { english: undefined }),
      `${hashTablePath}.keyPoints[1].english`,
      /expected object/,
    ],
    [
      'when a correction has no English beside it',
      ({ misconceptions }) =>
        Object.assign(misconceptions[0] ?? {}, { english: { statement: 'They never happen.' } }),
      `${hashTablePath}.misconceptions[0].english.correction`,
      /expected string/,
    ],
    [
      'when a card has two words',
      ({ hashTable }) => hashTable.card.words.pop(),
      `${hashTablePath}.card.words`,
      /Too small/,
    ],
    [
      'when a card has the same word twice',
      ({ hashTable }) => hashTable.card.words.splice(0, 1, '둘'),
      `${hashTablePath}.card.words`,
      /Must all differ/,
    ],
    [
      'when a card’s question is none',
      ({ hashTable }) => Object.assign(hashTable.card, { thinkFirst: '생각해 보세요.' }),
      `${hashTablePath}.card.thinkFirst`,
      /Must end with a question mark/,
    ],
    [
      'when a topic has no card',
      ({ hashTable }) => Object.assign(hashTable, { card: undefined }),
      `${hashTablePath}.card`,
      /expected object/,
    ],
    [
      'when a name is longer than 60 characters',
      ({ computing }) => {
        computing.majorName = '가'.repeat(61);
      },
      'majors[0].majorName',
      /<=60 characters/,
    ],
    [
      'when a description is longer than 200 characters',
      ({ law }) => {
        law.description = '가'.repeat(201);
      },
      'majors[1].subjects[0].description',
      /<=200 characters/,
    ],
    [
      'when a name has a trailing space',
      ({ law }) => {
        law.subjectName = '민법 ';
      },
      'majors[1].subjects[0].subjectName',
      /trimmed/,
    ],
    [
      'when Korean is stored decomposed',
      ({ law }) => {
        law.subjectName = '민법'.normalize('NFD');
      },
      'majors[1].subjects[0].subjectName',
      /NFC/,
    ],
    [
      'when an id is not positive',
      ({ computing }) => {
        computing.id = 0;
      },
      'majors[0].id',
      />0/,
    ],
    [
      'when a topic has a field of its own',
      ({ hashTable }) => Object.assign(hashTable, { difficulty: 3 }),
      hashTablePath,
      /Unrecognized key: "difficulty"/,
    ],
    [
      'when a version is written by hand',
      ({ data }) => Object.assign(data, { version: 'abc' }),
      '',
      /Unrecognized key: "version"/,
    ],
  ])('%s', (_when, spoil, path, message) => {
    const spoilt = sample();
    spoil(spoilt);
    expect(problemsOf(spoilt.data)).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  it('with all problems in the message, each with its path', () => {
    const { data, computing, law } = sample();
    computing.majorName = '';
    law.id = 1.5;
    expect(() => parseCatalog(data)).toThrow(
      /^Invalid catalog:\n {2}majors\[0\]\.majorName: .+\n {2}majors\[1\]\.subjects\[0\]\.id: .+$/,
    );
  });

  it.each([[null], [[]], ['catalog'], [{}], [{ majors: [] }]])('when it is %j', (data: unknown) => {
    expect(problemsOf(data)).toHaveLength(1);
  });
});
