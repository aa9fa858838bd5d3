const FIELD_CHARS_MAX = 160;
/** Control characters, and characters that reverse or hide text. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The path of a field as people may see it: one line, bounded, without characters that could reverse or hide text. */
export function shownField(text: string): string {
  const plain = text.slice(0, FIELD_CHARS_MAX * 2).replaceAll(UNSHOWN, '�');
  return plain.length > FIELD_CHARS_MAX ? `${plain.slice(0, FIELD_CHARS_MAX)}…` : plain;
}
