import { z } from 'zod';
import { abilities, endpointOfAbility } from './abilities.ts';
import { adversarialModes } from './adversarial.ts';
import type { ChatEnding } from './chat.ts';
import { endpointOfShape, shapeNames } from './reply-shapes.ts';

const transportKinds = [
  'hang-before-headers',
  'hang-mid-body',
  'trickle',
  'reset-before-headers',
  'reset-mid-body',
  'truncated-json',
  'html-200',
  'empty-200',
] as const;
const chatKinds = [
  'refusal',
  'length',
  'content-filter',
  'schema-breaking',
  'invalid-json',
] as const;

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    /** Replaces the code usual for the status, e.g. `insufficient_quota` with 429. */
    code: z.string().optional(),
    type: z.string().optional(),
    /** Sent as `retry-after`; a rate limit without it says 1 second. */
    retryAfterSeconds: z.number().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal('slow'), delayMilliseconds: z.number().min(0) }),
  z.strictObject({ kind: z.enum(transportKinds) }),
  /** A fine answer, once the stand-in is told to behave: meanwhile whoever asked does what they like. */
  z.strictObject({ kind: z.literal('held') }),
  z.strictObject({ kind: z.enum(chatKinds) }),
  z.strictObject({ kind: z.literal('adversarial'), mode: z.enum(adversarialModes) }),
  /** A good answer in the format of another server. */
  z.strictObject({ kind: z.literal('shape'), shape: z.enum(shapeNames) }),
  /** Refuses a request with a field that some servers do not know. */
  z.strictObject({ kind: z.literal('lacks'), ability: z.enum(abilities) }),
  /** Takes speech for another language until its own is set. */
  z.strictObject({ kind: z.literal('misheard') }),
]);

/** A way to misbehave, or to act like another server. Most apply to every endpoint. */
export type Fault = z.infer<typeof faultSchema>;
export const endpoints = ['speech', 'chat', 'moderation'] as const;
export type Endpoint = (typeof endpoints)[number];

export interface MisbehaviourOptions {
  /** All endpoints when left out; bad endings of a completion apply to chat only. */
  readonly endpoint?: Endpoint;
  /** How many requests the fault applies to; `Infinity` is allowed. @default 1 */
  readonly times?: number;
  /** The chance that the fault applies to a request. @default 1 */
  readonly probability?: number;
}

interface Planned {
  readonly fault: Fault;
  readonly endpoint: Endpoint | undefined;
  readonly probability: number;
  timesLeft: number;
}

/** The planned faults, in the order in which they were asked for. */
export class FaultPlan {
  readonly #random: () => number;
  #planned: Planned[] = [];
  #cleared = Promise.withResolvers<void>();

  /** @param random returns numbers from 0 to below 1, as Math.random does */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** @throws RangeError for a chat ending asked of speech, or times or probability out of range. */
  add(fault: Fault, options: MisbehaviourOptions = {}): void {
    const { times = 1, probability = 1 } = options;
    const own = ownEndpoint(fault);
    if (own !== undefined && options.endpoint !== undefined && own !== options.endpoint) {
      throw new RangeError(
        `${fault.kind} is a way for ${own} to misbehave, not for ${options.endpoint}`,
      );
    }
    const endpoint = own ?? options.endpoint;
    if (!(times > 0)) throw new RangeError('times must be above 0');
    if (!(probability > 0 && probability <= 1)) {
      throw new RangeError('probability must be above 0 and at most 1');
    }
    this.#planned.push({ fault, endpoint, probability, timesLeft: times });
  }

  clear(): void {
    this.#planned = [];
    this.#cleared.resolve();
    this.#cleared = Promise.withResolvers();
  }

  /** Until the next time that all is cleared. */
  untilCleared(): Promise<void> {
    return this.#cleared.promise;
  }

  /** Takes the fault that applies to this request, if there is one. */
  take(endpoint: Endpoint): Fault | undefined {
    for (const planned of this.#planned) {
      if (planned.endpoint !== undefined && planned.endpoint !== endpoint) continue;
      if (planned.probability < 1 && this.#random() >= planned.probability) continue;
      planned.timesLeft -= 1;
      if (planned.timesLeft <= 0) {
        this.#planned = this.#planned.filter((other) => other !== planned);
      }
      return planned.fault;
    }
    return undefined;
  }
}

/** The only endpoint that can have this fault; undefined where all can. */
function ownEndpoint(fault: Fault): Endpoint | undefined {
  if (chatEnding(fault) !== undefined) return 'chat';
  switch (fault.kind) {
    case 'shape':
      return endpointOfShape(fault.shape);
    case 'lacks':
      return endpointOfAbility(fault.ability);
    case 'misheard':
      return 'speech';
    default:
      return undefined;
  }
}

/** The fault as an ending of a completion, where it is one. */
export function chatEnding(fault: Fault | undefined): ChatEnding | undefined {
  switch (fault?.kind) {
    case 'refusal':
    case 'length':
    case 'content-filter':
    case 'schema-breaking':
    case 'invalid-json':
    case 'adversarial':
      return fault;
    default:
      return undefined;
  }
}
