import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stageProgress, uploadProgress } from '../../../infra/teach/progress.ts';
import { displayWidth } from '../../../infra/teach/text-layout.ts';

const eraseLine = '\u001b[2K';

const sinkOf = (terminal: { isTTY: boolean; columns?: number }) => {
  const written: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _, done) {
      written.push(text);
      done();
    },
  });
  return Object.assign(stream, terminal, { written });
};

/** What a terminal shows once all of it was written: each frame erases the one before. */
const shownLines = (written: readonly string[]) =>
  stripVTControlCharacters(written.at(-1) ?? '').split('\n');

const clockOf = (stepMs: number) => {
  let now = 0;
  return () => {
    now += stepMs;
    return now;
  };
};

describe('the progress of an upload', () => {
  it('is a line at every quarter if there is no terminal', () => {
    const sink = sinkOf({ isTTY: false });
    const progress = uploadProgress(sink, 'up', 1000, clockOf(10));
    for (let sent = 0; sent <= 1000; sent += 50) progress.sent(sent);
    progress.stop();
    const percents = sink.written.map((line) => /(\d+)%/.exec(line)?.[1]);
    expect(percents).toEqual(['0', '25', '50', '75', '100']);
    expect(sink.written.join('')).not.toContain('\u001b');
  });

  it('is drawn over again on a terminal, within its columns, and stays at its end', () => {
    const sink = sinkOf({ isTTY: true, columns: 30 });
    const progress = uploadProgress(sink, '올리기', 1000, clockOf(200));
    for (const sent of [0, 500, 1000]) progress.sent(sent);
    progress.stop();
    expect(sink.written).toHaveLength(3);
    for (const line of shownLines(sink.written)) {
      expect(displayWidth(line)).toBeLessThanOrEqual(30);
    }
    expect(sink.written[1]).toContain(eraseLine);
    expect(shownLines(sink.written).join('')).toContain('100%');
    expect(shownLines(sink.written).at(-1)).toBe('');
  });

  it('counts an empty file as sent', () => {
    const sink = sinkOf({ isTTY: false });
    uploadProgress(sink, 'up', 0, clockOf(10)).sent(0);
    expect(sink.written[0]).toContain('100%');
  });
});

describe('the progress of a lecture', () => {
  it('is a line for each stage if there is no terminal', () => {
    const sink = sinkOf({ isTTY: false });
    const progress = stageProgress(sink, 'now', (seconds) => `${seconds} s`, clockOf(1000));
    for (const stage of ['QUEUED', 'QUEUED', 'ASSESSING']) progress.show(stage);
    progress.stop();
    expect(sink.written).toEqual(['now QUEUED · 1 s\n', 'now ASSESSING · 2 s\n']);
  });

  it('keeps finished messages above the line that is drawn over', () => {
    const sink = sinkOf({ isTTY: true, columns: 80 });
    const progress = stageProgress(sink, 'now', (seconds) => `${seconds} s`, clockOf(1000));
    progress.show('ASSESSING');
    progress.tell(['heard: one', 'and two']);
    progress.stop();
    expect(sink.written).toContain('heard: one\nand two\n');
    expect(shownLines(sink.written)).toEqual(['']);
  });

  it('leaves a clean line behind on a terminal', () => {
    const sink = sinkOf({ isTTY: true, columns: 80 });
    const progress = stageProgress(sink, 'now', (seconds) => `${seconds} s`, clockOf(1000));
    progress.show('QUEUED');
    progress.stop();
    expect(sink.written[0]).toContain('QUEUED');
    expect(sink.written.at(-1)).toContain(eraseLine);
    expect(shownLines(sink.written)).toEqual(['']);
  });
});
