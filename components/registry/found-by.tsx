import type { ReactNode } from 'react';
import type { KubernetesRegistration } from '@/lib/model';
import { CopyButton } from '../ui/copy-button';

/** How other workloads find a service inside its clusters: names, ports, and how traffic is spread. */
export function FoundBy({ registrations }: { registrations: readonly KubernetesRegistration[] }) {
  return (
    <div className="panel found">
      {registrations.map((one) => (
        <div key={`${one.cluster}/${one.namespace}/${one.name}`}>
          <h3>
            Service {one.namespace}/{one.name} <span className="soft">in {one.cluster}</span>
          </h3>
          <dl>
            {one.dns.map(({ name, answers }) => (
              <Fact key={name} label={name === one.dns[0]?.name ? 'Name' : ''}>
                <code>{name}</code> <CopyButton kind="icon" text={name} label={`Copy ${name}`} />
                <span className="sub">answers {answers}</span>
              </Fact>
            ))}
            <Fact label="Type">{typeWords(one)}</Fact>
            {one.ports.length === 0 ? null : (
              <Fact label="Ports">
                {one.ports.map((port) => (
                  <div key={`${port.port}/${port.protocol}`}>
                    <code>
                      {port.name === null ? '' : `${port.name} `}
                      {port.port} → {port.targetPort ?? port.port}
                    </code>
                    {port.protocol === 'TCP' ? '' : ` ${port.protocol}`}
                  </div>
                ))}
              </Fact>
            )}
            <Fact label="Selector">
              {one.selector === null ? (
                'none: its endpoints are maintained by hand'
              ) : (
                <code>{one.selector}</code>
              )}
            </Fact>
            <Fact label="Endpoints">{endpointWords(one)}</Fact>
            {one.probe === null ? null : (
              <Fact label="Probe">
                {one.probe.asks ?? <span className="parted">{one.probe.problem}</span>}
              </Fact>
            )}
            <Fact label="Traffic">
              {TRAFFIC_WORDS[one.trafficDistribution ?? ''] ?? one.trafficDistribution}
            </Fact>
          </dl>
        </div>
      ))}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The meaning of the traffic distributions of KEP-2433 and KEP-3015. */
const TRAFFIC_WORDS: Readonly<Record<string, string>> = {
  '': 'to any endpoint',
  PreferClose: 'to the caller’s own zone, where it has endpoints',
  PreferSameZone: 'to the caller’s own zone, where it has endpoints',
  PreferSameNode: 'to the caller’s own node, where it has endpoints',
};

function typeWords({ type, clusterIp, ipFamilies, publishesNotReady }: KubernetesRegistration): string {
  const families = ipFamilies.length > 1 ? ', dual stack' : ipFamilies[0] === 'IPv6' ? ', IPv6' : '';
  const early = publishesNotReady ? ', pods that are not ready too' : '';
  return `${type}${clusterIp === null ? '' : ` ${clusterIp}`}${families}${early}`;
}

function endpointWords({ addresses, ready, serving, terminating, type }: KubernetesRegistration): string {
  if (type === 'ExternalName') return 'none: DNS answers an external name';
  const leaving = terminating === 0 ? '' : `, ${terminating} terminating`;
  return `${ready} of ${addresses} ready, ${serving} serving${leaving}`;
}
