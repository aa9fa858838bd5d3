import type { ReactNode } from 'react';

/** The product's own icons, on a grid of 16 with one stroke weight. Shapes for statuses come first. */
export const ICON_PATHS = {
  'ring-tick': (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m5.3 8.3 1.8 1.8 3.6-3.9" />
    </>
  ),
  'half-disc': (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" strokeWidth="1" />
    </>
  ),
  'pause-square': (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" />
      <path d="M6.3 5.6v4.8M9.7 5.6v4.8" />
    </>
  ),
  moon: <path d="M13.4 9.7A5.9 5.9 0 1 1 6.3 2.6a4.7 4.7 0 0 0 7.1 7.1z" />,
  octagon: (
    <>
      <path d="M5.1 1.2h5.8l3.9 3.9v5.8l-3.9 3.9H5.1l-3.9-3.9V5.1z" fill="currentColor" stroke="none" />
      <path d="M8 4.5v4.1M8 11.3v.1" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  corners: <path d="M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M5.7 8h4.6" />,
  diamond: (
    <>
      <path d="M8 1.4 14.6 8 8 14.6 1.4 8z" />
      <path d="M6.6 6.7a1.45 1.45 0 1 1 2 1.4c-.4.2-.6.4-.6.9M8 10.8v.1" strokeWidth="1.3" />
    </>
  ),
  pulse: <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />,
  heart: <path d="M8 13.4 2.9 8.5a3.3 3.3 0 0 1 4.6-4.7l.5.5.5-.5a3.3 3.3 0 0 1 4.6 4.7z" />,
  graph: (
    <>
      <rect x="1.5" y="6" width="4" height="4" rx="1" />
      <rect x="10.5" y="2" width="4" height="4" rx="1" />
      <rect x="10.5" y="10" width="4" height="4" rx="1" />
      <path d="M5.5 8H8m2.5-4H9a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h1.5" />
    </>
  ),
  workload: (
    <>
      <path d="M8 1.8 13.5 5v6L8 14.2 2.5 11V5z" />
      <path d="M2.7 5.1 8 8.2l5.3-3.1M8 8.2v6" />
    </>
  ),
  store: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="2" />
      <path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
    </>
  ),
  entry: <path d="M2.5 14V6a5.5 5.5 0 0 1 11 0v8M6 14V8a2 2 0 0 1 4 0v6" />,
  outside: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M1.8 8h12.4M8 1.8c2 1.8 2.8 3.9 2.8 6.2S10 12.4 8 14.2C6 12.4 5.2 10.3 5.2 8S6 3.6 8 1.8z" />
    </>
  ),
  stack: <path d="M8 2 14 5 8 8 2 5zM2 8l6 3 6-3M2 11l6 3 6-3" />,
  list: <path d="M2.5 4h.01M2.5 8h.01M2.5 12h.01M5.5 4h8M5.5 8h8M5.5 12h8" />,
  bars: <path d="M2 4.5h4M8 4.5h6M2 8h8M12 8h2M2 11.5h2M6 11.5h8" />,
  merge: (
    <>
      <circle cx="4" cy="4" r="1.75" />
      <circle cx="12" cy="12" r="1.75" />
      <path d="M4 5.75V12m8-1.75V7a2.5 2.5 0 0 0-2.5-2.5H8m1.8-2L7.8 4.5l2 2" />
    </>
  ),
  servers: (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1.2" />
      <rect x="2" y="9" width="12" height="4.5" rx="1.2" />
      <path d="M4.7 4.75h.01M4.7 11.25h.01M7.5 4.75h4M7.5 11.25h4" />
    </>
  ),
  shield: (
    <>
      <path d="M8 1.8 13 3.6v3.9c0 3.2-2.1 5.5-5 6.7-2.9-1.2-5-3.5-5-6.7V3.6z" />
      <path d="m5.9 7.9 1.5 1.5 2.8-3" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.4 10.4 3.1 3.1" />
    </>
  ),
  book: (
    <>
      <path d="M3 2.5h8.5A1.5 1.5 0 0 1 13 4v9.5H4.5A1.5 1.5 0 0 1 3 12z" />
      <path d="M3 11.5h10M6 5.5h4M6 8h2.5" />
    </>
  ),
  plug: <path d="M6 2v3M10 2v3M4 5h8v3a4 4 0 0 1-8 0zM8 12v2" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.5V8l2.3 1.5" />
    </>
  ),
  zombie: (
    <>
      <path d="M3 14V7a5 5 0 0 1 10 0v7M1.5 14h13" />
      <path d="m6.2 6.2 3.6 3.6M9.8 6.2 6.2 9.8" />
    </>
  ),
  ghost: (
    <>
      <path d="M3 13.8V7a5 5 0 0 1 10 0v6.8l-1.7-1.4-1.6 1.4L8 12.4l-1.7 1.4-1.6-1.4z" />
      <path d="M6.2 7v.2M9.8 7v.2" strokeWidth="1.8" />
    </>
  ),
  twice: (
    <>
      <rect x="2" y="2" width="8.5" height="8.5" rx="1.5" />
      <path d="M13.5 5.5v6.5a1.5 1.5 0 0 1-1.5 1.5H5.5" />
    </>
  ),
  astray: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m3.8 12.2 8.4-8.4" />
    </>
  ),
  down: <path d="m4 6 4 4 4-4" />,
  right: <path d="m6 4 4 4-4 4" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  back: <path d="M6 3.5 2.5 7 6 10.5M2.5 7h7a4 4 0 0 1 0 8H8" transform="translate(0 -1)" />,
  swap: <path d="M4.5 2.5 2 5l2.5 2.5M2 5h11M11.5 8.5 14 11l-2.5 2.5M14 11H3" />,
  up: <path d="M8 13.5v-11M4 6.5l4-4 4 4" />,
  resize: <path d="M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5l-4.5 4.5M2.5 13.5 7 9" />,
  restart: <path d="M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3" />,
  lines: <path d="M2.5 3.5h11M2.5 6.5h7M2.5 9.5h11M2.5 12.5h5" />,
  filter: <path d="M2 4h12M4.5 8h7M7 12h2" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  ok: <path d="m3.5 8.5 3 3 6-6.5" />,
  ring: <circle cx="8" cy="8" r="3.6" />,
  here: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <circle cx="8" cy="8" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.2 14.6 13.4H1.4z" />
      <path d="M8 6.6v3M8 11.4v.1" />
    </>
  ),
} satisfies Record<string, ReactNode>;
