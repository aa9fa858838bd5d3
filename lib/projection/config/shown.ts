const FIELD_CHARS_MAX = 160;
/** Control characters, and those that turn or hide text. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A field's path for people: on one line, bounded, with nothing that could turn or hide it. */
export function shownField(text: string): string {
  const plain = text.slice(0, FIELD_CHARS_MAX * 2).replaceAll(UNSHOWN, '�');
  return plain.length > FIELD_CHARS_MAX ? `${plain.slice(0, FIELD_CHARS_MAX)}…` : plain;
}
