'use client';
import type { ReactNode } from 'react';
import { useLiveStatus } from '@/lib/client';
import { describeRef, type Receipt as ReceiptValue } from '@/lib/model';
import { lastTrue } from '../list/cluster-ages';
import { RelativeTime } from '../time/relative-time';

export interface ReceiptProps {
  receipt: ReceiptValue;
  /** It is about stale data: it keeps its own age, even where its cluster is live. */
  stopped?: boolean;
}

/** Where a status was read: rule, object, field, value, cluster, time. Only receipts have dashed edges. */
export function Receipt({ receipt, stopped }: ReceiptProps) {
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
        <Observed receipt={receipt} stopped={stopped} />
      </dd>
    </dl>
  );
}

/** The same as one line in a list of facts: field = value, rule, age. */
export function ReceiptLine({ receipt, stopped }: ReceiptProps) {
  return (
    <span className="receipt-line">
      <code>
        {breakable(receipt.field)} = {receipt.value}
      </code>
      <br />
      {describeRef(receipt.object)}, rule <code>{receipt.rule}</code>,{' '}
      <Observed receipt={receipt} stopped={stopped} />
    </span>
  );
}

function Observed({ receipt: { observedAt, cluster }, stopped = false }: ReceiptProps) {
  const { ages } = useLiveStatus();
  return <RelativeTime at={stopped ? observedAt : lastTrue(observedAt, cluster, ages)} form="ago" />;
}

/** A path may wrap after its dots. */
function breakable(path: string): ReactNode {
  return path.split(/(?<=\.)/).map((part, index) => (
    <span key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </span>
  ));
}
