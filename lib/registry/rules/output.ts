import { REGISTRY_LIMITS } from '@/lib/model';

const CUT = '… (cut at 4 KB)';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The output of a check, at most 4 KB of UTF-8: a longer one is cut and marked. */
export function cutOutput(text: string): string {
  const max = REGISTRY_LIMITS.outputBytes;
  if (text.length * 3 <= max) return text;
  const bytes = encoder.encode(text);
  if (bytes.length <= max) return text;
  const kept = decoder.decode(bytes.subarray(0, max - encoder.encode(CUT).length));
  // A character that was cut in two is decoded as U+FFFD.
  return `${kept.replace(/\uFFFD+$/, '')}${CUT}`;
}
