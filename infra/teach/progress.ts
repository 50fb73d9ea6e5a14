import { createLogUpdate } from 'log-update';
import { sizeText } from '../../shared/client/wording.ts';
import { bar, pad, plainText } from './text-layout.ts';

/** An output for text: a stream of the process, or of a test. */
export type TextSink = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

export const columnsOf = (sink: TextSink): number =>
  sink.isTTY && sink.columns ? Math.max(sink.columns, 20) : 80;

const redrawMilliseconds = 100;
const spinnerFrames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Draws a line over and over, on a terminal only. The cursor stays visible, so that Ctrl-C has nothing to
 * restore.
 */
const redrawn = (sink: TextSink) =>
  sink.isTTY
    ? createLogUpdate(sink, { showCursor: true, defaultWidth: columnsOf(sink) })
    : undefined;

export type UploadProgress = {
  /** @param sentBytes all bytes so far, not only the newest */
  sent(sentBytes: number): void;
  /** Ends the line, so that the next output begins on a new one. */
  stop(): void;
};

/**
 * Shows percent, size and speed in one redrawn line, or in a line at every quarter where the output is not a
 * terminal.
 */
export const uploadProgress = (
  sink: TextSink,
  label: string,
  totalBytes: number,
  now: () => number,
): UploadProgress => {
  const drawn = redrawn(sink);
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let quarterShown = -1;
  const describe = (sentBytes: number): string => {
    const share = totalBytes === 0 ? 1 : sentBytes / totalBytes;
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    const seconds = (now() - startedAt) / 1000;
    const speed = seconds > 0 && sentBytes > 0 ? ` · ${sizeText(sentBytes / seconds)}/s` : '';
    const size = `${sizeText(sentBytes)} / ${sizeText(totalBytes)}`;
    const shape = drawn ? ` ${bar(share, 20)}` : '';
    return `${label}${shape} ${percent} · ${size}${speed}`;
  };
  return {
    sent: (sentBytes) => {
      const share = totalBytes === 0 ? 1 : sentBytes / totalBytes;
      const quarter = Math.floor(share * 4);
      if (!drawn) {
        if (quarter > quarterShown) sink.write(`${describe(sentBytes)}\n`);
        quarterShown = Math.max(quarter, quarterShown);
        return;
      }
      if (share < 1 && now() - drawnAt < redrawMilliseconds) return;
      drawnAt = now();
      drawn(describe(sentBytes));
    },
    stop: () => drawn?.done(),
  };
};

export type StageProgress = {
  show(stage: string): void;
  /** Writes lines that stay above the redrawn one. */
  tell(lines: readonly string[]): void;
  stop(): void;
};

/**
 * Shows the current stage and the seconds so far; where the output is not a terminal, in a line per stage.
 */
export const stageProgress = (
  sink: TextSink,
  label: string,
  secondsText: (seconds: number) => string,
  now: () => number,
): StageProgress => {
  const drawn = redrawn(sink);
  const startedAt = now();
  let stage = '';
  let frame = 0;
  const describe = () =>
    `${plainText(stage)} · ${secondsText(Math.floor((now() - startedAt) / 1000))}`;
  const draw = () => drawn?.(`${label} ${spinnerFrames[frame]} ${describe()}`);
  const timer = setInterval(() => {
    frame = (frame + 1) % spinnerFrames.length;
    if (stage !== '') draw();
  }, redrawMilliseconds);
  timer.unref();
  return {
    show: (next) => {
      if (next === stage) return;
      stage = next;
      if (drawn) draw();
      else sink.write(`${label} ${describe()}\n`);
    },
    tell: (lines) => {
      drawn?.clear();
      sink.write(`${lines.join('\n')}\n`);
      if (stage !== '') draw();
    },
    stop: () => {
      clearInterval(timer);
      drawn?.clear();
    },
  };
};

/** A step's name, padded to the same width for all steps, so that the texts behind them line up. */
export const stepLabel = (name: string): string => pad(name, 10);
