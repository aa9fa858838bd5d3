/** From which version to which, as they are named in the cluster. */
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

/** The arrow between two versions: the one of the mono font is too small to be seen. */
export function Arrow() {
  return (
    <span className="arrow" role="img" aria-label="to">
      →
    </span>
  );
}
