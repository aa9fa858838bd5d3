import { fileURLToPath } from 'node:url';

/** The folder of Pilothouse, with its build and its migrations. */
export const root = fileURLToPath(new URL('..', import.meta.url));
