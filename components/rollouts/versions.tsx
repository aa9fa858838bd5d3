/** From which version to which, as machines named them. */
export function Versions({ from, to }: { from: string | null; to: string }) {
  return (
    <span className="mono">
      {from === null ? null : (
        <>
          {from} <Arrow />{' '}
        </>
      )}
      {to}
    </span>
  );
}

/** The arrow of a passage: the mono's own is too small to be seen. */
export function Arrow() {
  return (
    <span className="arrow" role="img" aria-label="to">
      →
    </span>
  );
}
