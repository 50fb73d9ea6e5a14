import { type CalledStep, ProviderError } from './provider-error.ts';

/** What a provider says of one of its models, where it says anything. */
export interface LookedUpModel {
  /** Nobody said whether the model is there. */
  readonly isUnseen?: boolean | undefined;
  /** `YYYY-MM-DD`: from then on nobody answers for it. */
  readonly shutdownDate?: string | undefined;
}

/** An endpoint whose model is looked up. */
export interface WatchedEndpoint {
  readonly step: CalledStep;
  readonly provider: string;
  readonly model: string;
  /** The day that our own table of models has for it. */
  readonly knownShutdownDate?: string | undefined;
  /** @throws ProviderError where the key is refused, the model gone or nobody answers */
  lookUp(): Promise<LookedUpModel>;
}

/** One endpoint as it was found; `trouble` is what an operator has to see to. */
export interface ModelFinding {
  readonly step: CalledStep;
  readonly provider: string;
  readonly model: string;
  readonly isUnseen?: boolean | undefined;
  readonly trouble?: 'key refused' | 'model missing' | 'no money' | 'no answer' | undefined;
  readonly shutdownDate?: string | undefined;
  readonly daysLeft?: number | undefined;
}

/** So long before a model's end somebody should choose another. */
export const shutdownNoticeDays = 30;

const dayMilliseconds = 86_400_000;

/** Looks every model up, whatever becomes of the others. */
export function lookAtModels(
  endpoints: readonly WatchedEndpoint[],
  now: number,
): Promise<readonly ModelFinding[]> {
  return Promise.all(endpoints.map((endpoint) => lookAt(endpoint, now)));
}

async function lookAt(endpoint: WatchedEndpoint, now: number): Promise<ModelFinding> {
  const { step, provider, model, knownShutdownDate } = endpoint;
  const found = await endpoint.lookUp().catch((error: unknown) => {
    if (error instanceof ProviderError) return error;
    throw error;
  });
  const { isUnseen, shutdownDate: told } = found instanceof ProviderError ? {} : found;
  const shutdownDate = told ?? knownShutdownDate;
  return {
    step,
    provider,
    model,
    isUnseen,
    trouble: found instanceof ProviderError ? troubleOf(found) : undefined,
    shutdownDate,
    daysLeft: shutdownDate === undefined ? undefined : daysUntil(shutdownDate, now),
  };
}

const daysUntil = (date: string, now: number): number =>
  Math.ceil((Date.parse(date) - now) / dayMilliseconds);

function troubleOf({ kind }: ProviderError): ModelFinding['trouble'] {
  switch (kind) {
    case 'unauthorized':
      return 'key refused';
    case 'model-gone':
      return 'model missing';
    case 'quota':
      return 'no money';
    // A look that fails for a passing reason is repeated tomorrow.
    default:
      return 'no answer';
  }
}

/** What an operator reads of it, in one line. */
export function findingLine(finding: ModelFinding): string {
  const { provider, model, isUnseen, trouble, shutdownDate, daysLeft } = finding;
  const ends =
    shutdownDate === undefined
      ? 'no end announced'
      : `switched off on ${shutdownDate}, in ${daysLeft} days`;
  return `${model} at ${provider}: ${trouble ?? (isUnseen ? 'not told of' : 'there')}; ${ends}`;
}
