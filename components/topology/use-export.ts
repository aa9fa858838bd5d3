'use client';
import { useCallback } from 'react';
import { HEALTH, type Health } from '@/lib/model';
import { healthKey } from '../health';
import { formatUtc } from '../time';
import { mermaidOf } from './mermaid';
import { svgOf, type MapPalette } from './svg';
import type { LaidOut } from './use-layout';

export type ExportKind = 'SVG' | 'PNG' | 'Mermaid';

/** Pictures are drawn at twice their size, but never wider or higher than this: browsers refuse larger ones. */
const PIXELS_MAX = 8000;

/** Downloads the drawn map as a file. */
export function useExport(laid: LaidOut | null): ((kind: ExportKind) => void) | null {
  const save = useCallback(
    (kind: ExportKind) => {
      if (laid !== null) void write(laid, kind);
    },
    [laid],
  );
  return laid === null ? null : save;
}

async function write({ drawn, layout }: LaidOut, kind: ExportKind): Promise<void> {
  if (kind === 'Mermaid') {
    download('topology.mmd', new Blob([mermaidOf(drawn)], { type: 'text/plain' }));
    return;
  }
  const title = `Topology, ${formatUtc(Date.now())}`;
  const svg = new Blob([svgOf({ drawn, layout, palette: paletteNow(), title })], { type: 'image/svg+xml' });
  if (kind === 'SVG') download('topology.svg', svg);
  else download('topology.png', await rastered(svg));
}

async function rastered(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(2, PIXELS_MAX / image.width, PIXELS_MAX / image.height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The colours of the theme on screen: a token is a pair of colours, which the browser resolves to one. */
function paletteNow(): MapPalette {
  const probe = document.createElement('i');
  document.body.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const palette: MapPalette = {
    canvas: colour('canvas'),
    surface: colour('surface'),
    line: colour('line'),
    lineStrong: colour('line-strong'),
    ink: colour('ink'),
    ink3: colour('ink-3'),
    fails: colour('degraded-fill'),
    degradedSoft: colour('degraded-soft'),
    health: Object.fromEntries(HEALTH.map((one) => [one, colour(healthKey(one))])) as Record<Health, string>,
  };
  probe.remove();
  return palette;
}
