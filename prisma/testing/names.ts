/** What databases of a test run are called; each has a number behind it. */
export const TEMPLATE = 'pilothouse_template';
export const TEST_DATABASE = 'pilothouse_test';

/** The same server, another database. */
export function urlOf(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.toString();
}
