import type { Evidence } from '@/lib/model';
import { evidenceOf } from '../evidence';
import { known } from './ends';
import type { ObservedCall } from './join-traffic';
import { rounded } from './rounding';

const NBSP = '\u00a0';
/** How many labels of a series are shown: one for each end. */
const LABELS_MAX = 2;
/** A name, or a host with its port. Anything else may hold a credential. */
const PLAIN = /^[\w.-]{1,100}(?::\d{1,5})?$/u;

/** The evidence of an observed call: `istio_requests_total`, its labels, `1,200/min, 380/min answer 503, p95 120 ms`. */
export function evidenceOfTraffic(seen: ObservedCall): Evidence {
  const { metric, labels, cluster, reading } = seen;
  const named = Object.entries(labels)
    .filter(([name]) => NAMES_AN_END.test(name) && known(labels, name) !== undefined)
    .slice(0, LABELS_MAX)
    .map(([name, value]) => `${name}=${PLAIN.test(value) ? value : '…'}`);
  const field = ['rate, 5 min', ...named].join(', ');
  return {
    ...evidenceOf(
      { source: 'observed', object: metric, field, value: valueOf(seen) },
      { cluster, observedAt: reading.observedAt },
    ),
    reader: reading.address,
  };
}

/** Labels that name an end of a call. One for each end is enough. */
const NAMES_AN_END =
  /^(?:dst_)?(?:deployment|statefulset|daemonset|cronjob|k8s_job|service)$|^(?:source|destination)(?:_workload)?$|^destination_service_name$|^(?:client|server|authority)$/u;

function valueOf({ unit, perSecond, failures, p95Ms, bytesPerSecond }: ObservedCall): string {
  const what = unit === 'requests' ? '' : ` ${unit}`;
  const parts = [`${number(perSecond * 60)}${what}/min`];
  for (const { what: fate, perSecond: failed } of failures.slice(0, 2)) {
    parts.push(`${number(failed * 60)}/min ${fate}`);
  }
  if (p95Ms !== null) parts.push(`p95 ${number(p95Ms)}${NBSP}ms`);
  if (bytesPerSecond !== null) parts.push(`${number(bytesPerSecond / 1024)}${NBSP}KiB/s answered`);
  return parts.join(', ');
}

function number(value: number): string {
  return rounded(value).toLocaleString('en', { maximumFractionDigits: 2 });
}
