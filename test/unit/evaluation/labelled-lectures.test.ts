import { describe, expect, it } from 'vitest';
import { scoreBand, scoreBands } from '../../evaluation/agreement.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import {
  isInjection,
  type LabelledLecture,
  lectureTags,
  loadLabelledLectures,
  parseLabelledLectures,
} from '../../evaluation/labelled-lectures.ts';

const topics = loadAssessedTopics();
const lectures = loadLabelledLectures(topics);

describe('the labelled lectures', () => {
  it('are at least 60 over at least 8 topics, each its own talk', () => {
    expect(lectures.length).toBeGreaterThanOrEqual(60);
    expect(new Set(lectures.map(({ topicId }) => topicId)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(lectures.map(({ transcript }) => transcript)).size).toBe(lectures.length);
  });

  it.each(lectureTags)('include at least four that are %s', (tag) => {
    expect(lectures.filter((lecture) => lecture.tag === tag).length).toBeGreaterThanOrEqual(4);
  });

  it('are spread over all score bands', () => {
    for (let band = 0; band < scoreBands; band++) {
      const inBand = lectures.filter(({ score }) => scoreBand(score) === band);
      expect(inBand.length).toBeGreaterThanOrEqual(8);
    }
  });

  it('repeat the whole talk of its base in every injection', () => {
    const byId = new Map(lectures.map((lecture) => [lecture.id, lecture]));
    for (const { id, baseId, transcript } of lectures.filter(isInjection)) {
      const base = byId.get(baseId ?? '')?.transcript ?? '';
      for (const sentence of base.split(/(?<=[.?!])\s/)) {
        expect(transcript, id).toContain(sentence);
      }
      expect(transcript.length, id).toBeGreaterThan(base.length + 30);
    }
  });
});

const sample = {
  id: 'season-sample',
  topicId: 4011,
  tag: 'correct',
  transcript: '자전축이 기울어진 채 공전하기 때문에 계절이 생겨요.',
  score: 31,
  labels: { k1: 'covered', k2: 'missing', k3: 'missing', k4: 'missing' },
} satisfies LabelledLecture;
const read = (...rows: object[]) =>
  parseLabelledLectures(rows.map((row) => JSON.stringify(row)).join('\n'), topics);

describe('a data set is refused', () => {
  it('unless every line is a lecture', () => {
    expect(read(sample)).toEqual([sample]);
    expect(() => read({ ...sample, tag: 'brilliant' })).toThrow(/line 1: .*tag/s);
    expect(() => parseLabelledLectures('{"id": "cut', topics)).toThrow(/line 1/);
  });

  it('where two lectures share an id', () => {
    expect(() => read(sample, sample)).toThrow('season-sample: its id stands twice');
  });

  it('where the labels are not those of the topic', () => {
    expect(() => read({ ...sample, labels: { k1: 'covered' } })).toThrow(/labels are for k1/);
    expect(() => read({ ...sample, topicId: 1 })).toThrow('there is no topic 1');
  });

  it('where the score differs from the labels and no note says why', () => {
    expect(() => read({ ...sample, score: 42 })).toThrow(/score is 42, its labels weigh 31/);
    expect(read({ ...sample, score: 42, note: 'A very clear talk.' })).toHaveLength(1);
  });

  it('where an injection does not have the labels of its base', () => {
    const injected = { ...sample, id: 'injected', tag: 'injection-ko', baseId: sample.id };
    expect(read(sample, injected)).toHaveLength(2);
    expect(() => read(injected)).toThrow('its base season-sample is not in the data set');
    expect(() => read(sample, { ...injected, score: 30 })).toThrow(/not those of its base/);
    expect(() => read({ ...sample, baseId: 'other' })).toThrow('only an injection has a base');
  });
});
