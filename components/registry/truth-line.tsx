import type { Disagreement, RegistryServiceRow, Truth } from '@/lib/model';
import { RelativeTime } from '../time';

/** Three sources on one line, with words: a whole line between two that agree, a broken one where they differ. */
export function TruthLine({
  declared,
  registered,
  running,
}: Pick<Disagreement, 'declared' | 'registered' | 'running'>) {
  return (
    <span className="truth">
      <Says truth={declared} />
      <Says truth={registered} />
      <Says truth={running} />
    </span>
  );
}

function Says({ truth: { says, word, detail, at } }: { truth: Truth }) {
  return (
    <span data-says={says}>
      <b>{word}</b>
      <span>
        {detail}
        {at === null ? null : (
          <>
            {says === 'no' ? ' ' : ', '}
            <RelativeTime at={at} form={says === 'no' ? 'for' : 'ago'} className="nowrap" />
          </>
        )}
      </span>
    </span>
  );
}

/** The heads of the three columns, as wide as the lines below. */
export function TruthHead() {
  return (
    <span className="truth truth--head">
      <span>Declared</span>
      <span>Registered</span>
      <span>Running</span>
    </span>
  );
}

/** A short line, and its meaning in words. */
export function TruthShort({ truth, disagreements, statuses }: RegistryServiceRow) {
  const isUndeclared = truth.declared === 'no' && disagreements === 0;
  return (
    <>
      <span className="truth truth--short" aria-hidden="true">
        <span data-says={isUndeclared ? 'unknown' : truth.declared} />
        <span data-says={truth.registered} />
        <span data-says={truth.running} />
      </span>
      <span className={disagreements > 0 ? 'parted' : 'soft'}>
        {disagreements > 0
          ? disagreements === 1
            ? 'disagree'
            : `disagree in ${disagreements} places`
          : statuses.length === 0
            ? 'no instance'
            : truth.running === 'unknown'
              ? 'not known'
              : isUndeclared
                ? 'agree, not declared'
                : 'agree'}
      </span>
    </>
  );
}
