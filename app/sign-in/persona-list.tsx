'use client';
import { useState } from 'react';
import { enter } from './enter';

interface PersonaListProps {
  readonly personas: readonly { readonly key: string; readonly name: string; readonly summary: string }[];
  readonly callbackUrl: string;
}

/** The people of the demo: one click signs in as one of them. */
export function PersonaList({ personas, callbackUrl }: PersonaListProps) {
  const [entering, setEntering] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  const choose = async (key: string): Promise<void> => {
    if (entering !== null) return;
    setEntering(key);
    setError(null);
    const refused = await enter('persona', { persona: key }, callbackUrl);
    if (refused === null) return;
    setError(refused);
    setEntering(null);
  };

  return (
    <div className="flex flex-col gap-2 p-4">
      <p className="muted">This is the demo: choose who you are.</p>
      {personas.map(({ key, name, summary }) => (
        <button
          key={key}
          type="button"
          className="btn !h-auto w-full !flex-col !items-start gap-0.5 px-3 py-2 text-left"
          aria-busy={entering === key || undefined}
          onClick={() => void choose(key)}
        >
          <strong>{name}</strong>
          <span className="sub font-normal whitespace-normal">{summary}</span>
        </button>
      ))}
      {error === null ? null : (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
