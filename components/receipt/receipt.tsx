import type { ReactNode } from 'react';
import { describeRef, type Receipt as ReceiptValue } from '@/lib/model';
import { RelativeTime } from '../time/relative-time';

export interface ReceiptProps {
  receipt: ReceiptValue;
  now?: number;
}

/** Where a status was read: rule, object, field, value, cluster, observed. The only thing with dashed edges. */
export function Receipt({ receipt, now }: ReceiptProps) {
  return (
    <dl className="receipt">
      <dt>rule</dt>
      <dd>{receipt.rule}</dd>
      <dt>object</dt>
      <dd>{describeRef(receipt.object)}</dd>
      <dt>field</dt>
      <dd>{breakable(receipt.field)}</dd>
      <dt>value</dt>
      <dd>
        <b>{receipt.value}</b>
      </dd>
      <dt>cluster</dt>
      <dd>{receipt.cluster}</dd>
      <dt>observed</dt>
      <dd>
        <RelativeTime at={receipt.observedAt} form="ago" now={now} />
      </dd>
    </dl>
  );
}

/** The same in one line of a list of facts: field = value, rule, age. */
export function ReceiptLine({ receipt, now }: ReceiptProps) {
  return (
    <span className="receipt-line">
      <code>
        {breakable(receipt.field)} = {receipt.value}
      </code>
      <br />
      {describeRef(receipt.object)}, rule <code>{receipt.rule}</code>,{' '}
      <RelativeTime at={receipt.observedAt} form="ago" now={now} />
    </span>
  );
}

/** A path may break after its dots. */
function breakable(path: string): ReactNode {
  return path.split(/(?<=\.)/).map((part, index) => (
    <span key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </span>
  ));
}
