import { expect, it } from 'vitest';
import { wordsIn } from '../../../infra/teach/language.ts';
import { tellingParts } from '../../../infra/teach/parts-so-far.ts';

const point = (number: number, label: string) => ({
  ...{ number, label, statement: `점 ${number}` },
  ...{ quote: undefined, reason: undefined },
});

it('the command shows what was heard and each judged point once', () => {
  const told: string[] = [];
  const tell = tellingParts(wordsIn('en'), 40, (lines) => told.push(...lines));
  tell(undefined);
  tell({ transcribed: undefined, keyPoints: [] });
  tell({ transcribed: 'What was said', keyPoints: [] });
  tell({ transcribed: 'What was said', keyPoints: [point(2, 'covered')] });
  tell({ transcribed: 'What was said', keyPoints: [point(1, 'partial'), point(2, 'covered')] });
  expect(told.map((line) => line.replace(/\s+/g, ' '))).toEqual([
    'Heard What was said',
    expect.stringMatching(/^Judged .*: 점 2$/),
    expect.stringMatching(/^Judged .*: 점 1$/),
  ]);
});
