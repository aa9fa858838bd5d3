'use client';
import { Toast as Radix } from 'radix-ui';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import type { Tone } from './badge';
import { Icon, type IconName } from './icon';

export interface ToastMessage {
  /** What happened: "CH-497 was approved." */
  title: string;
  text?: ReactNode;
  tone?: Extract<Tone, 'good' | 'bad' | 'grey'>;
  /** One thing to do about it. */
  action?: { label: string; onClick: () => void };
}

const GLYPH: Record<NonNullable<ToastMessage['tone']>, IconName> = {
  good: 'ring-tick',
  bad: 'octagon',
  grey: 'diamond',
};

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined);

/** Says what a deed led to when its own place on the page is gone. Announced once, politely. */
export function useToast() {
  return useContext(ToastContext);
}

/** Holds the messages of everything beneath it. Once, around the pages. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly (ToastMessage & { key: number })[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setMessages((now) => [...now, { ...message, key: (now.at(-1)?.key ?? 0) + 1 }].slice(-3));
  }, []);
  return (
    <ToastContext.Provider value={show}>
      <Radix.Provider duration={8000} swipeDirection="right">
        {children}
        {messages.map((message) => (
          <Message
            key={message.key}
            message={message}
            onGone={() => setMessages((now) => now.filter((other) => other.key !== message.key))}
          />
        ))}
        <Radix.Viewport className="toasts" />
      </Radix.Provider>
    </ToastContext.Provider>
  );
}

function Message({ message, onGone }: { message: ToastMessage; onGone: () => void }) {
  const tone = message.tone ?? 'good';
  return (
    <Radix.Root
      className="toast"
      data-tone={tone}
      type={tone === 'bad' ? 'foreground' : 'background'}
      onOpenChange={(open) => {
        if (!open) onGone();
      }}
    >
      <Icon name={GLYPH[tone]} className="glyph" />
      <div className="toast__text">
        <Radix.Title asChild>
          <strong>{message.title}</strong>
        </Radix.Title>
        {message.text === undefined ? null : (
          <Radix.Description asChild>
            <p>{message.text}</p>
          </Radix.Description>
        )}
        {message.action === undefined ? null : (
          <Radix.Action asChild altText={message.action.label}>
            <button type="button" className="btn btn--link" onClick={message.action.onClick}>
              {message.action.label}
            </button>
          </Radix.Action>
        )}
      </div>
      <Radix.Close className="btn btn--icon" aria-label="Close the message">
        <Icon name="close" />
      </Radix.Close>
    </Radix.Root>
  );
}
