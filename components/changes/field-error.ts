/** The API's error of a field as a sentence that names the field: "Image: expected an image, such as …". */
export function fieldError(label: string, message: string | null | undefined): string | null {
  if (message === null || message === undefined) return null;
  const sentence = /^[a-z]/.test(message) ? `${label}: ${message}` : message;
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
