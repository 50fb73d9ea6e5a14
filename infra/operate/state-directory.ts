import { fileURLToPath } from 'node:url';

/** Where `npm start` keeps its state unless it is told otherwise. */
export const defaultStateDirectory = fileURLToPath(new URL('../../.local', import.meta.url));
