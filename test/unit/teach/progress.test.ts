import { describe, expect, it } from 'vitest';
import { stageProgress, uploadProgress } from '../../../infra/teach/progress.ts';
import { displayWidth } from '../../../infra/teach/text-layout.ts';

const sinkOf = (terminal: { isTTY: boolean; columns?: number }) => {
  const written: string[] = [];
  return { ...terminal, written, write: (text: string) => written.push(text) };
};

const clockOf = (stepMs: number) => {
  let now = 0;
  return () => {
    now += stepMs;
    return now;
  };
};

describe('the progress of an upload', () => {
  it('is a line at every quarter where there is no terminal', () => {
    const sink = sinkOf({ isTTY: false });
    const progress = uploadProgress(sink, 'up', 1000, clockOf(10));
    for (let sent = 0; sent <= 1000; sent += 50) progress.sent(sent);
    progress.stop();
    const percents = sink.written.map((line) => /(\d+)%/.exec(line)?.[1]);
    expect(percents).toEqual(['0', '25', '50', '75', '100']);
    expect(sink.written.join('')).not.toContain('\u001b');
  });

  it('redraws one line of a terminal, however narrow, and ends it', () => {
    const sink = sinkOf({ isTTY: true, columns: 30 });
    const progress = uploadProgress(sink, '올리기', 1000, clockOf(200));
    progress.sent(0);
    progress.sent(500);
    progress.sent(1000);
    progress.stop();
    const drawn = sink.written.slice(0, -1);
    expect(drawn).toHaveLength(3);
    for (const line of drawn) {
      expect(line.startsWith('\r\u001b[2K')).toBe(true);
      expect(displayWidth(line.slice('\r\u001b[2K'.length))).toBeLessThan(30);
    }
    expect(sink.written.at(-1)).toBe('\n');
  });

  it('counts an empty file as sent', () => {
    const sink = sinkOf({ isTTY: false });
    uploadProgress(sink, 'up', 0, clockOf(10)).sent(0);
    expect(sink.written[0]).toContain('100%');
  });
});

describe('the progress of a lecture', () => {
  it('is a line for each stage where there is no terminal', () => {
    const sink = sinkOf({ isTTY: false });
    const progress = stageProgress(sink, 'now', (seconds) => `${seconds} s`, clockOf(1000));
    for (const stage of ['QUEUED', 'QUEUED', 'ASSESSING']) progress.show(stage);
    progress.stop();
    expect(sink.written).toEqual(['now QUEUED · 1 s\n', 'now ASSESSING · 2 s\n']);
  });

  it('leaves a clean line behind on a terminal', () => {
    const sink = sinkOf({ isTTY: true, columns: 80 });
    const progress = stageProgress(sink, 'now', (seconds) => `${seconds} s`, clockOf(1000));
    progress.show('QUEUED');
    progress.stop();
    expect(sink.written[0]).toContain('QUEUED');
    expect(sink.written.at(-1)).toBe('\r\u001b[2K');
  });
});
