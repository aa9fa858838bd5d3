import { fileURLToPath } from 'node:url';

/** The product's folder: its build, its migrations. */
export const root = fileURLToPath(new URL('..', import.meta.url));
