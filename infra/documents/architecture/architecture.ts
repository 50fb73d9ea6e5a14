import type { FunctionName } from '../../../shared/contracts/environment.ts';
import type { LocalRoute } from '../../local/template/model.ts';

/** The stack cannot be drawn; the message says why. */
export class ArchitectureError extends Error {
  override readonly name = 'ArchitectureError';
}

export type PieceKind = 'table' | 'index' | 'bucket' | 'queue' | 'secret';

/** A resource that functions act on. */
export interface Piece {
  readonly kind: PieceKind;
  /** The name for people, without ids of a deployment, e.g. `lecture queue`. */
  readonly name: string;
}

export interface Grant {
  /** A piece's name. */
  readonly on: string;
  /** The part of the piece that the grant covers, where that is not all of it, e.g. `recordings/*`. */
  readonly part?: string | undefined;
  /** The actions without their service, e.g. `PutItem`. */
  readonly actions: readonly string[];
}

export type Trigger =
  | {
      readonly kind: 'route';
      /** e.g. `GET /api/v1/major`, `$default` */
      readonly routeKey: string;
      readonly throttle?: LocalRoute['throttle'];
    }
  | {
      readonly kind: 'queue';
      readonly queue: string;
      readonly batchSize: number;
      readonly maximumConcurrency: number;
    }
  | { readonly kind: 'schedule'; readonly periodSeconds: number }
  | { readonly kind: 'deployment' };

/** A server outside AWS that a function is configured with. */
export interface Endpoint {
  /** e.g. `speech` */
  readonly purpose: string;
  readonly host: string;
}

export interface FunctionDuty {
  readonly name: FunctionName;
  readonly calledBy: readonly Trigger[];
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** What the function may beyond what every function may. */
  readonly grants: readonly Grant[];
  readonly endpoints: readonly Endpoint[];
}

/** What is drawn of a stack. Pieces go by names and never by ids, so that a deployment changes nothing. */
export interface Architecture {
  readonly pieces: readonly Piece[];
  /** The functions in the template's order. */
  readonly functions: readonly FunctionDuty[];
  readonly everyFunctionMay: readonly Grant[];
  /** Buckets that browsers may put objects into. */
  readonly uploads: readonly string[];
  readonly notifications: readonly {
    readonly bucket: string;
    readonly queue: string;
    /** e.g. `ObjectCreated` */
    readonly event: string;
  }[];
  readonly redrives: readonly {
    readonly queue: string;
    readonly deadLetters: string;
    readonly maximumReceives: number;
  }[];
}

const periodUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A period in words, e.g. `every minute`, `every 10 minutes`. */
export function everyPeriod(seconds: number): string {
  const [unit, unitSeconds] = periodUnits.find(([, size]) => seconds % size === 0) ?? ['second', 1];
  const count = seconds / unitSeconds;
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
