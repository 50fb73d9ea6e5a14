import { OwnError } from '../own-error.ts';
import { measure } from './metrics.ts';

/**
 * The service is set up wrongly: neither the caller nor another try can mend it, only an operator.
 * Its message says what is wrong and never holds a secret's value.
 */
export class ConfigurationError extends OwnError {
  override readonly name = 'ConfigurationError';
}

/** Counts it, for the alarm. Told of everything that ends a request or a message. */
export function noteConfigurationError(error: unknown): void {
  if (error instanceof ConfigurationError) measure({ values: { ConfigurationErrors: 1 } });
}
