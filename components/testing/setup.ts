import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { answerApi } from './api';
import { SilentEventSource } from './silent-event-source';

declare global {
  /** React's own flag: it warns about updates outside of `act`. */
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
// Long enough for a busy machine: tests wait for a change of the document, never for a time.
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => {
  vi.stubGlobal('EventSource', SilentEventSource);
  // No test reaches a network: a request without a given answer fails it.
  answerApi({});
});

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});
