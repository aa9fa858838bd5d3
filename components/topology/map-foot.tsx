'use client';
import { useState } from 'react';
import { EVIDENCE_SOURCES, type EvidenceSource } from '@/lib/model';
import { Button } from '../ui/button';
import { Popover } from '../ui/popover';
import type { Hidden } from './hidden';
import { LineMark } from './line-mark';

export interface MapFootProps {
  counts: Readonly<Record<EvidenceSource, number>>;
  hidden: readonly Hidden[];
  onShow: (set: Hidden['set']) => void;
}

/** The legend with the number of lines of each kind, and what is hidden with a way to show it. */
export function MapFoot({ counts, hidden, onShow }: MapFootProps) {
  return (
    <footer className="map__foot">
      <p className="legend">
        {EVIDENCE_SOURCES.map((source) => (
          <span key={source}>
            <LineMark source={source} />
            {counts[source].toLocaleString('en')} {source}
          </span>
        ))}
      </p>
      {hidden.length === 0 ? (
        <p className="hidden-count">Nothing is hidden.</p>
      ) : (
        <div className="hidden-count">
          <p>Hidden: {hidden.map(({ words }) => words).join(', ')}.</p>
          <ShowHidden hidden={hidden} onShow={onShow} />
        </div>
      )}
    </footer>
  );
}

function ShowHidden({ hidden, onShow }: Pick<MapFootProps, 'hidden' | 'onShow'>) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="What is hidden"
      align="end"
      className="menu menu--hidden"
      trigger={
        <Button kind="link" className="hidden-show">
          Show
        </Button>
      }
    >
      <ul>
        {hidden.map(({ words, way, set }) => (
          <li key={words}>
            <span>{words}</span>
            <Button
              aria-label={`${way}: ${words}`}
              onClick={() => {
                setOpen(false);
                onShow(set);
              }}
            >
              {way}
            </Button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
