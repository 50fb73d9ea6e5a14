import { bar, pad, plainText, shorten, sizeText } from './text-layout.ts';

/** Where text goes: a stream of the process, or a test's record. */
export type TextSink = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

export const columnsOf = (sink: TextSink): number =>
  sink.isTTY && sink.columns ? Math.max(sink.columns, 20) : 80;

const redrawMilliseconds = 100;
const spinnerFrames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** One line of a terminal that is drawn over again; elsewhere only what is settled is written. */
const redrawnLine = (sink: TextSink) => {
  const draw = (text: string) => {
    // The last column stays free: filling it makes some terminals go to the next line.
    if (sink.isTTY) sink.write(`\r\u001b[2K${shorten(text, columnsOf(sink) - 1)}`);
  };
  return {
    draw,
    settle: (text: string) => {
      draw(text);
      sink.write(sink.isTTY ? '\n' : `${text}\n`);
    },
    clear: () => {
      if (sink.isTTY) sink.write('\r\u001b[2K');
    },
  };
};

export type UploadProgress = {
  /** @param sentBytes all bytes so far, not only the newest */
  sent(sentBytes: number): void;
  /** Ends the line, whatever was reached: what is written next starts on its own. */
  stop(): void;
};

/** Percent, size and speed: one redrawn line, or a line at every quarter where it is no terminal. */
export const uploadProgress = (
  sink: TextSink,
  label: string,
  totalBytes: number,
  now: () => number,
): UploadProgress => {
  const line = redrawnLine(sink);
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let quarterShown = -1;
  const describe = (sentBytes: number): string => {
    const share = totalBytes === 0 ? 1 : sentBytes / totalBytes;
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    const seconds = (now() - startedAt) / 1000;
    const speed = seconds > 0 && sentBytes > 0 ? ` · ${sizeText(sentBytes / seconds)}/s` : '';
    const size = `${sizeText(sentBytes)} / ${sizeText(totalBytes)}`;
    const drawn = sink.isTTY ? ` ${bar(share, 20)}` : '';
    return `${label}${drawn} ${percent} · ${size}${speed}`;
  };
  return {
    sent: (sentBytes) => {
      const share = totalBytes === 0 ? 1 : sentBytes / totalBytes;
      const quarter = Math.floor(share * 4);
      if (!sink.isTTY) {
        if (quarter > quarterShown) line.settle(describe(sentBytes));
        quarterShown = Math.max(quarter, quarterShown);
        return;
      }
      if (share < 1 && now() - drawnAt < redrawMilliseconds) return;
      drawnAt = now();
      line.draw(describe(sentBytes));
    },
    stop: () => {
      if (sink.isTTY) sink.write('\n');
    },
  };
};

export type StageProgress = {
  show(stage: string): void;
  stop(): void;
};

/** The current stage and the seconds it all took so far; where it is no terminal, a line per stage. */
export const stageProgress = (
  sink: TextSink,
  label: string,
  secondsText: (seconds: number) => string,
  now: () => number,
): StageProgress => {
  const line = redrawnLine(sink);
  const startedAt = now();
  let stage = '';
  let frame = 0;
  const describe = () =>
    `${plainText(stage)} · ${secondsText(Math.floor((now() - startedAt) / 1000))}`;
  const timer = sink.isTTY
    ? setInterval(() => {
        frame = (frame + 1) % spinnerFrames.length;
        if (stage !== '') line.draw(`${label} ${spinnerFrames[frame]} ${describe()}`);
      }, redrawMilliseconds)
    : undefined;
  timer?.unref();
  return {
    show: (next) => {
      if (next === stage) return;
      stage = next;
      if (sink.isTTY) line.draw(`${label} ${spinnerFrames[frame]} ${describe()}`);
      else line.settle(`${label} ${describe()}`);
    },
    stop: () => {
      clearInterval(timer);
      line.clear();
    },
  };
};

/** The steps' names, all as wide as the widest, so that what follows them lines up. */
export const stepLabel = (name: string): string => pad(name, 10);
