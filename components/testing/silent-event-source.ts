/** Replaces the browser's EventSource by one without messages: rows stay as the page was rendered with them. */
export class SilentEventSource {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  addEventListener(): void {
    // No message ever comes.
  }

  close(): void {
    // Nothing is held open.
  }
}
