'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLogStream, type LogStreamState } from '@/lib/client';
import type { LogMessage } from '@/lib/model';
import { EMPTY_BOOK, writeBook, type LogBook } from './log-book';

export interface OpenBook {
  readonly book: LogBook;
  readonly stream: LogStreamState;
}

const OPENING: LogStreamState = { state: 'opening', error: null };

/** The logs of a query as they arrive; lines of one frame are added together. */
export function useLogBook(query: string): OpenBook {
  const [book, setBook] = useState(EMPTY_BOOK);
  const [stream, setStream] = useState(OPENING);
  const waiting = useRef<LogMessage[]>([]);
  const frame = useRef<number | null>(null);
  const flush = useCallback(() => {
    frame.current = null;
    const messages = waiting.current.splice(0);
    setBook((held) => writeBook(held, messages));
  }, []);
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
    },
    [],
  );
  useLogStream(query, {
    message(message) {
      waiting.current.push(message);
      frame.current ??= requestAnimationFrame(flush);
    },
    state: setStream,
  });
  return { book, stream };
}
