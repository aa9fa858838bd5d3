import { readFile } from 'node:fs/promises';

/** The text of a file; `-` is standard input. Rejects with the error of the file system. */
export async function inputText(file: string): Promise<string> {
  if (file !== '-') return readFile(file, 'utf8');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
