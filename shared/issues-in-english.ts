import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/**
 * Without a language zod/mini says "Invalid input" of everything. Who shows a message of its
 * issues to a client or an operator imports this first.
 */
z.config(en());
