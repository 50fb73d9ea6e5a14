/** What goes between the bench and the process that one worker runs in. */
export interface RunEvent {
  /** JSON of the event that Lambda would hand over. */
  readonly event: string;
  /** Looking at it costs a little time: not while that is measured. */
  readonly watchesMemory: boolean;
}

export function isRunEvent(message: unknown): message is RunEvent {
  return typeof message === 'object' && message !== null && 'event' in message;
}

/** Of the whole process, in bytes. */
export interface MemoryRise {
  /** Resident, after a collection of all garbage, before the event. */
  readonly baseBytes: number;
  /** How far resident memory rose above that. */
  readonly residentBytes: number;
  /** How far memory outside of the heap rose, which is where recordings lie. */
  readonly externalBytes: number;
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'done';
      /** Epoch milliseconds just before the handler was called. */
      readonly inHandAtMilliseconds: number;
      readonly memory?: MemoryRise;
    }
  | { readonly kind: 'failed'; readonly error: string };

export function isWorkerAnswer(message: unknown): message is WorkerAnswer {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
