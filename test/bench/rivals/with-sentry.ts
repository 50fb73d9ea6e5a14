import * as Sentry from '@sentry/aws-serverless';
import { handler as plain } from '../../../functions/get-lecture/handler.ts';

/** As Sentry's own guide has it, with its defaults: no tracing, which would cost more. */
Sentry.init({ dsn: process.env['SENTRY_DSN'] });

export const handler = Sentry.wrapHandler(plain);
