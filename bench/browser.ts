/** The path of the browser that is used for measuring. Fetches one where the machine has none. */
export async function findBrowser(): Promise<string> {
  const finder = (await import(new URL('../scripts/lib/browser.mjs', import.meta.url).href)) as {
    findBrowser: (log: (line: string) => void) => Promise<string>;
  };
  return finder.findBrowser((line) => console.error(line));
}
