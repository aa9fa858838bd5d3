import { OPTIONAL_KINDS, type ClusterSummary, type Kind } from '@/lib/model';
import { HealthGlyph, HealthLabel, healthKey } from '../health';
import { RelativeTime } from '../time';
import { Forbidden } from '../ui/states';
import { Head, Table } from '../ui/table';
import { KIND_LOOK } from './reach-look';
import { resourceOf, roleFor } from './role';

type KindRow = ClusterSummary['kinds'][number];

/** The kinds that are watched: those with a problem in full, the others small and below. */
export function WatchedKinds({ cluster }: { cluster: ClusterSummary }) {
  const lacking = cluster.kinds.filter(isLacking);
  const kinds = cluster.kinds.filter((kind) => !lacking.includes(kind));
  const troubled = kinds.filter((kind) => isTroubled(kind, cluster));
  const watched = kinds.filter((kind) => !troubled.includes(kind));
  const forbidden = kinds.filter(({ state }) => state === 'forbidden').map(({ kind }) => kind);
  return (
    <div className="kinds-all">
      {forbidden.length === 0 ? null : <Missing cluster={cluster.name} kinds={forbidden} />}
      {troubled.length === 0 ? null : <KindsTable kinds={troubled} />}
      {watched.length === 0 ? null : <Watched kinds={watched} live={cluster.state === 'live'} />}
      {lacking.length === 0 ? null : (
        <p className="soft" title={lacking.map(({ reason }) => reason ?? '').join('\n')}>
          Not served by this cluster, or not to Pilothouse: {lacking.map(({ kind }) => kind).join(', ')}.
        </p>
      )}
    </div>
  );
}

/** Kinds that are not part of Kubernetes itself and that this cluster does not have. */
function isLacking({ kind, state }: KindRow): boolean {
  return OPTIONAL_KINDS.has(kind) && (state === 'absent' || state === 'forbidden');
}

/** While the whole cluster is away, the state of each kind adds nothing. */
function isTroubled({ state, quarantined }: KindRow, cluster: ClusterSummary): boolean {
  if (quarantined > 0) return true;
  const quiet = cluster.state !== 'live' && (state === 'stale' || state === 'listing');
  return state !== 'live' && !quiet;
}

function Missing({ cluster, kinds }: { cluster: string; kinds: readonly Kind[] }) {
  return (
    <div className="panel">
      <Forbidden title={`Pilothouse may not watch everything in ${cluster}.`} role={roleFor(kinds)}>
        It needs <code>get</code>, <code>list</code> and <code>watch</code> on{' '}
        {kinds.map((kind, index) => (
          <span key={kind}>
            {index === 0 ? '' : index === kinds.length - 1 ? ' and ' : ', '}
            <code>{resourceOf(kind)}</code>
          </span>
        ))}
        . What depends on them is Unknown until then.
      </Forbidden>
    </div>
  );
}

function KindsTable({ kinds }: { kinds: readonly KindRow[] }) {
  return (
    <div className="panel">
      <Table caption="Kinds with a problem" className="cards kinds">
        <thead>
          <tr>
            <Head>Kind</Head>
            <Head>State</Head>
            <Head num>Objects</Head>
            <Head num>Skipped</Head>
            <Head num>For</Head>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind.kind}>
              <td data-col="name">
                {kind.kind}
                {kind.reason === null ? null : <span className="sub">{kind.reason}</span>}
              </td>
              <td data-col="status">
                <HealthLabel
                  health={KIND_LOOK[kind.state].health}
                  word={KIND_LOOK[kind.state].word}
                  stale={KIND_LOOK[kind.state].health === 'Unknown'}
                />
              </td>
              <td data-label="Objects" className="num">
                {kind.objects.toLocaleString('en')}
              </td>
              <td
                data-label="Skipped"
                className="num"
                title="Objects and messages of the stream that could not be read"
              >
                {kind.quarantined.toLocaleString('en')}
              </td>
              <td data-label="For" className="num age">
                <RelativeTime at={kind.since} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** What is watched is true while its cluster answers. */
function Watched({ kinds, live }: { kinds: readonly KindRow[]; live: boolean }) {
  const health = live ? 'Healthy' : 'Unknown';
  return (
    <ul className="panel watched" data-health={healthKey(health)} aria-label="Kinds that are watched">
      {kinds.map(({ kind, objects }) => (
        <li key={kind}>
          <HealthGlyph health={health} label={live ? 'Watched' : 'Unknown'} />
          {kind}
          <span className="n">{objects.toLocaleString('en')}</span>
        </li>
      ))}
    </ul>
  );
}
