import { OwnError } from '../own-error.ts';
import { measure } from './metrics.ts';

/**
 * The service is set up wrongly. Neither the caller nor another try can mend that, only an operator. The
 * message says what is wrong and never has a secret's value.
 */
export class ConfigurationError extends OwnError {
  override readonly name = 'ConfigurationError';
}

/**
 * Counts a ConfigurationError for the alarm. It is called with every error that ends a request or a
 * message.
 */
export function noteConfigurationError(error: unknown): void {
  if (error instanceof ConfigurationError) measure({ values: { ConfigurationErrors: 1 } });
}
