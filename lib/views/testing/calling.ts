import type { AnyObject, Deployment } from '@/lib/model';
import { running, type RunningSpec } from './scene';

/** A service that runs, and calls others by addresses in its environment: `{ CART_ADDR: 'cart:80' }`. */
export function calling(
  spec: RunningSpec,
  variables: Readonly<Record<string, string>>,
  secrets: string[] = [],
) {
  const made = running(spec);
  const owner: Deployment = {
    ...made.owner,
    metadata: { ...made.owner.metadata, labels: { ...made.owner.metadata.labels, app: spec.name } },
    spec: {
      ...made.owner.spec,
      template: {
        ...made.owner.spec.template,
        config: [
          {
            container: 'web',
            variables: [],
            configMaps: [],
            sets: [],
            secrets,
            mentions: Object.entries(variables).map(([name, address]) => {
              const [host = '', port] = address.split(':');
              return {
                field: `containers[web].env[${name}]`,
                host,
                ...(port === undefined ? {} : { port }),
                ground: 'address',
                keyed: true,
                outside: host.includes('.'),
                value: address,
              };
            }),
          },
        ],
      },
    },
  };
  const all: AnyObject[] = made.all.map((object) => (object === made.owner ? owner : object));
  return { ...made, owner, all };
}
