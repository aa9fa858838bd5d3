import type { ReactNode } from 'react';

/** A key of the keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return <kbd className={className}>{children}</kbd>;
}

/** The shortcuts of a page and their meaning; only on a desk. */
export function KeyHints({ hints }: { hints: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <p className="hints desk">
      {hints.map((hint) => (
        <span key={hint.does}>
          {hint.keys.map((key) => (
            <span key={key}>
              <Kbd>{key}</Kbd>{' '}
            </span>
          ))}
          {hint.does}
        </span>
      ))}
    </p>
  );
}
