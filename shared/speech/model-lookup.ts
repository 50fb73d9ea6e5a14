import { type CalledStep, ProviderError } from './provider-error.ts';

/** The answer of a provider about one of its models. */
export interface LookedUpModel {
  /** True where the provider does not say whether it has the model. */
  readonly isUnseen?: boolean | undefined;
  /** The day (`YYYY-MM-DD`) from which the model no longer answers. */
  readonly shutdownDate?: string | undefined;
}

/** An endpoint whose model is looked up. */
export interface WatchedEndpoint {
  readonly step: CalledStep;
  readonly provider: string;
  readonly model: string;
  /** The shutdown date in our own table of models. */
  readonly knownShutdownDate?: string | undefined;
  /** @throws ProviderError where the key is refused, the model is gone or nobody answers */
  lookUp(): Promise<LookedUpModel>;
}

/** The finding about one endpoint. `trouble` is what an operator has to see to. */
export interface ModelFinding {
  readonly step: CalledStep;
  readonly provider: string;
  readonly model: string;
  readonly isUnseen?: boolean | undefined;
  readonly trouble?: 'key refused' | 'model missing' | 'no money' | 'no answer' | undefined;
  readonly shutdownDate?: string | undefined;
  readonly daysLeft?: number | undefined;
}

/** Somebody should choose another model this long before the end of one. */
export const shutdownNoticeDays = 30;

const dayMilliseconds = 86_400_000;

/** Looks up every model, whether or not the lookup of another fails. */
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
  const { isUnseen, shutdownDate: announced } = found instanceof ProviderError ? {} : found;
  const shutdownDate = announced ?? knownShutdownDate;
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
    // A lookup that fails for a passing reason is repeated tomorrow.
    default:
      return 'no answer';
  }
}

/** Describes a finding to an operator in one line. */
export function findingLine(finding: ModelFinding): string {
  const { provider, model, isUnseen, trouble, shutdownDate, daysLeft } = finding;
  const ends =
    shutdownDate === undefined
      ? 'no shutdown announced'
      : `switched off on ${shutdownDate}, in ${daysLeft} days`;
  return `${model} at ${provider}: ${trouble ?? (isUnseen ? 'not listed' : 'available')}; ${ends}`;
}
