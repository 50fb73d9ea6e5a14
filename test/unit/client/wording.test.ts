import { describe, expect, it } from 'vitest';
import { lectureOf } from '../../../shared/client/answers.ts';
import { loopMessagesIn, placeOf } from '../../../shared/client/loop-wording.ts';
import {
  deliveryFigures,
  endedText,
  isSample,
  isWorthKeeping,
  isWorthSendingAgain,
  labelText,
  messagesIn,
  sizeText,
  stageText,
  statusText,
  troubleText,
} from '../../../shared/client/wording.ts';
import { failureReasons } from '../../../shared/contracts/lecture.ts';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';

const failed = (failureReason?: string, more: object = {}) =>
  lectureOf({ id: 1, status: 'FAILURE', failureReason, ...more });

const problem = (code: string, detail?: string) =>
  ({
    kind: 'problem',
    line: 'GET /api/v1/ranking',
    status: 418,
    code,
    detail,
    fields: [],
  }) as const;

describe.each(['ko', 'en'] as const)('the texts of the clients in %s', (language) => {
  const messages = messagesIn(language);
  const ended = (lecture: ReturnType<typeof failed>) => endedText(lecture, messages, language);

  it('have words of their own for every reason of a failure', () => {
    const said = failureReasons.map((reason) => ended(failed(reason)).lines[0]);
    expect(new Set(said).size).toBe(failureReasons.length);
  });

  it('tell a reason of a newer service in general words, with its code', () => {
    for (const reason of ['MOON_PHASE', 'toString', '__proto__']) {
      expect(ended(failed(reason))).toMatchObject({
        lines: [messages.failureReasons.UNKNOWN],
        code: reason,
      });
    }
  });

  it('say when the next day begins if a day’s allowance is used up', () => {
    const { title, lines } = ended(
      failed('QUOTA_EXCEEDED', { nextAllowanceAt: '2031-05-06T12:00:00Z' }),
    );
    expect(title).toBe(messages.quotaTitle);
    expect(lines.join('\n')).toContain('2031');
    const odd = ended(failed('QUOTA_EXCEEDED', { nextAllowanceAt: 'tomorrow' }));
    expect(odd.lines.join('\n')).toContain('tomorrow');
  });

  it('tell silence apart from a failure', () => {
    const { title, code } = ended(lectureOf({ id: 1, status: 'STT_EMPTY' }));
    expect([title, code]).toEqual([messages.silentTitle, 'STT_EMPTY']);
  });

  it('show something for a stage, label or status of a newer service', () => {
    expect(stageText('TRANSCRIBING', messages)).toBe(messages.stages.TRANSCRIBING);
    expect(stageText('DREAMING', messages)).toBe(messages.stageUnknown);
    expect(stageText(undefined, messages)).toBe(messages.stageUnknown);
    expect(labelText('hummed', messages)).toBe('hummed');
    expect(statusText('PAUSED', messages)).toBe('PAUSED');
  });

  it('tell a refused call by its code, or in the server’s words if the code is unknown', () => {
    expect(troubleText(problem('BUSY', 'English'), messages)).toBe(messages.problems.BUSY);
    expect(troubleText(problem('TEAPOT', 'short and stout'), messages)).toContain(
      'short and stout (HTTP 418)',
    );
    expect(troubleText(problem('TEAPOT'), messages)).toContain('(HTTP 418)');
  });

  it('tell a refusal by its call if it means something else there', () => {
    const { problems } = messages;
    const refusedCode = {
      ...problem('TOO_MANY_TOKENS'),
      line: 'POST /api/v1/users/token' as const,
    };
    const refusedUser = { ...refusedCode, line: 'POST /api/v1/users/token/issue' as const };
    expect(troubleText(refusedUser, messages)).toBe(problems.TOO_MANY_TOKENS);
    expect(troubleText(refusedCode, messages)).toMatch(/코드|code/);
    const gone = { ...problem('TOPIC_NOT_FOUND'), line: 'GET /api/v1/users/topics/{id}' as const };
    expect(troubleText(gone, messages)).not.toBe(problems.TOPIC_NOT_FOUND);
  });

  it('name a field that none of our forms would send', () => {
    const fields = [{ field: 'size', message: 'too big' }];
    const said = troubleText({ ...problem('INVALID_REQUEST'), fields }, messages);
    expect(said).toContain('size: too big');
  });

  it('show the figures of the delivery as far as they are known', () => {
    const figures = (delivery: object) =>
      deliveryFigures({ ...unknownDelivery, ...delivery }, messages).map(([, figure]) => figure);
    expect(figures({})).toEqual([]);
    expect(figures({ pauseCount: 0, longestPauseSeconds: 0 })).toEqual([messages.timesText(0)]);
    expect(figures({ durationSeconds: 119.7 }).join()).toContain('2');
    expect(figures({ durationSeconds: 59.7 }).join()).not.toContain('60');
    expect(figures({ durationSeconds: 59.7 }).join()).toContain('1');
  });
});

const unknownDelivery = {
  durationSeconds: undefined,
  syllablesPerSecond: undefined,
  pauseCount: undefined,
  longestPauseSeconds: undefined,
  fillerCount: undefined,
  strengths: [],
};

describe('what was sent', () => {
  it('is kept for another try unless it can never be transcribed', () => {
    expect(failureReasons.filter((reason) => !isWorthKeeping(failed(reason)))).toEqual([
      'RECORDING_EMPTY',
      'RECORDING_TOO_LARGE',
      'RECORDING_NOT_AUDIO',
      'RECORDING_FORMAT_UNSUPPORTED',
      'RECORDING_TOO_LONG',
    ]);
    expect(isWorthKeeping(lectureOf({ id: 1, status: 'SUCCESS' }))).toBe(false);
  });

  it('is not sent again today if today’s allowance is used up', () => {
    expect(isWorthSendingAgain(failed('QUOTA_EXCEEDED'))).toBe(false);
    expect(isWorthSendingAgain(failed('PROVIDER_UNAVAILABLE'))).toBe(true);
  });
});

it.each([
  ['[예시] API 키가 없어서', 'recording', true],
  ['[Sample] Without', 'recording', true],
  ['[예시] 라고 썼다', 'text', false],
  ['해시 테이블은', 'recording', false],
])('%s of a %s is a sample: %s', (transcribed, kind, expected) => {
  expect(isSample(lectureOf({ id: 1, status: 'SUCCESS', kind, transcribed }))).toBe(expected);
});

it('sizes are given in a suitable unit', () => {
  expect([0, 900, 1536, 300_000, 26_214_400].map(sizeText)).toEqual([
    '0 B',
    '900 B',
    '1.5 KiB',
    '293 KiB',
    '25.0 MiB',
  ]);
});

describe('the place of a topic', () => {
  it('is its place in the catalog, as far as that is known', () => {
    const loop = loopMessagesIn('en');
    expect(placeOf({ majorName: 'a', subjectName: 'b', topicId: 1001 }, loop)).toEqual(['a', 'b']);
    expect(placeOf({ majorName: 'a', subjectName: '', topicId: undefined }, loop)).toEqual(['a']);
  });

  it.each([
    { language: 'ko' as const, place: '내 주제' },
    { language: 'en' as const, place: 'My topics' },
  ])('is named once for one’s own topics, in $language', ({ language, place }) => {
    const lecture = { ...ownTopicsPlace, topicId: 1_700_000_000_000 };
    expect(placeOf(lecture, loopMessagesIn(language))).toEqual([place]);
  });
});
