import { describe, expect, it } from 'vitest';
import type { DocumentInputs } from '../../bench/costs/document-months.ts';
import {
  allOfAwsDollars,
  audioDollars,
  monthOf,
  thousandLectures,
  total,
} from '../../bench/costs/figures.ts';
import { costsSection } from '../../bench/costs/section.ts';
import { callText } from '../../bench/units/call-text.ts';
import { costInputs } from '../../support/cost-inputs.ts';

const inputs: DocumentInputs = {
  region: 'ap-northeast-2',
  dailyLecturesGlobal: 5_000,
  workerMaximumConcurrency: 50,
  reminderMaximumConcurrency: 20,
  foldTimeoutSeconds: 120,
  canary: { periodMinutes: 10 },
  ...costInputs,
};

describe('the costs of the bench', () => {
  const section = costsSection(inputs);
  const lectures = total(thousandLectures(inputs));

  it('have a target for all that AWS bills for our own app, and one without sending the recordings', () => {
    expect(section.verdicts.map(({ measured }) => measured)).toEqual([
      allOfAwsDollars(inputs, 24),
      lectures,
    ]);
    expect(section.verdicts.map(({ atMost }) => atMost)).toEqual([0.3, 0.2]);
  });

  it('name the dominant part if the target is missed', () => {
    const [all] = section.verdicts;
    expect(all?.because).toContain('$0.106');
    expect(all?.metric).toContain('24 kbit/s');
    expect(all?.because).toContain('“worker, waiting and working”');
  });

  it('come for a thousand, a hundred thousand and ten million lectures a month', () => {
    const [months] = section.tables;
    expect(months?.rows.map(([lectures]) => lectures)).toEqual([1_000, 100_000, 10_000_000]);
    const { aws, fixed } = monthOf(100_000, inputs);
    expect(months?.rows[1]?.[1]).toBe(fixed);
    expect(months?.rows[1]?.[2]).toBeCloseTo((aws - fixed) / 100, 12);
  });

  it('add up, with the dearest part first', () => {
    const amounts = (section.tables[1]?.rows ?? []).map(([, , amount]) => Number(amount));
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    const sum = amounts.reduce((left, right) => left + right, 0);
    expect(sum).toBeCloseTo(lectures + audioDollars(), 12);
  });
});

describe('the calls of a step', () => {
  it('are shown together if they are of one kind and size', () => {
    expect(
      callText([
        { operation: 'GetItemCommand', units: 0.5 },
        { operation: 'PutItemCommand', units: 2 },
        { operation: 'GetItemCommand', units: 1 },
        { operation: 'PutItemCommand', units: 2 },
      ]),
    ).toBe('GetItem 0.5, PutItem 2 × 2, GetItem 1');
  });

  it('may be missing', () => {
    expect(callText([])).toBe('');
  });
});
