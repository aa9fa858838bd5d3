import { Fragment, type ReactNode } from 'react';
import { markDifference, type Stretch } from './diff-marks';

/** One value that changes; null: it does not exist. */
export interface DiffLine {
  key: string;
  before: string | null;
  after: string | null;
}

export interface DiffGroup {
  /** The object and the path of the values: "Deployment shop/ledger › spec.template.spec.containers[ledger]". */
  at: ReactNode;
  id: string;
  lines: readonly DiffLine[];
}

/** What is written, before and after, with the differences marked. */
export function Diff({ caption, groups }: { caption: string; groups: readonly DiffGroup[] }) {
  return (
    <table className="diff">
      <caption className="vh">{caption}</caption>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group.id}>
            <tr className="at">
              <td className="mark" />
              <td>{group.at}</td>
            </tr>
            {group.lines.map((line) => (
              <Line key={line.key} line={line} />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Line({ line: { key, before, after } }: { line: DiffLine }) {
  const [old, fresh] =
    before !== null && after !== null
      ? markDifference(`${key}: ${before}`, `${key}: ${after}`)
      : [plain(key, before), plain(key, after)];
  return (
    <>
      {old === null ? null : <Row kind="del" sign="−" said="was" text={old} />}
      {fresh === null ? null : <Row kind="add" sign="+" said="becomes" text={fresh} />}
    </>
  );
}

function plain(key: string, value: string | null): Stretch[] | null {
  return value === null ? null : [{ text: `${key}: ${value}`, marked: false }];
}

function Row({
  kind,
  sign,
  said,
  text,
}: {
  kind: 'add' | 'del';
  sign: string;
  said: string;
  text: readonly Stretch[];
}) {
  return (
    <tr className={kind}>
      <td className="mark">
        <span aria-hidden="true">{sign}</span>
        <span className="vh">{said}</span>
      </td>
      <td>
        {text.map((stretch, index) =>
          stretch.marked ? (
            <mark key={index}>{stretch.text}</mark>
          ) : (
            <Fragment key={index}>{stretch.text}</Fragment>
          ),
        )}
      </td>
    </tr>
  );
}
