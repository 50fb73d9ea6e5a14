import * as z from 'zod/mini';
import { transferCodeDigits } from './transfer-limits.ts';

/** As people type it, with or without the spaces. */
export const transferCodeSchema = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(100)),
    z.transform((typed) => typed.replaceAll(/[\s-]/g, '')),
  ),
  z.string().check(z.regex(/^\d{16}$/, `must be ${transferCodeDigits} digits`)),
);
