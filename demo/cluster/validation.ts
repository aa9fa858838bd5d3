import { equal, isRecord } from './json';
import type { ResourceDefinition } from './resources';
import { invalid, type InvalidCause } from './status-error';
import type { KubeObject } from './types';

const DNS_NAME = /^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/;

const wrong = (field: string, message: string): InvalidCause => ({
  reason: 'FieldValueInvalid',
  message,
  field,
});
const required = (field: string): InvalidCause => ({
  reason: 'FieldValueRequired',
  message: 'Required value',
  field,
});

function wholeNumber(spec: Record<string, unknown>, field: string, causes: InvalidCause[]): void {
  const value = spec[field];
  if (value === undefined || value === null) return;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    causes.push(wrong(`spec.${field}`, `Invalid value: ${JSON.stringify(value)}: must be an integer`));
  } else if (value < 0) {
    causes.push(
      wrong(`spec.${field}`, `Invalid value: ${String(value)}: must be greater than or equal to 0`),
    );
  }
}

function checkContainers(at: string, spec: unknown, causes: InvalidCause[]): void {
  const containers = isRecord(spec) ? spec.containers : undefined;
  if (!Array.isArray(containers) || containers.length === 0) {
    causes.push(required(`${at}.containers`));
    return;
  }
  (containers as unknown[]).forEach((container, index) => {
    const field = `${at}.containers[${String(index)}]`;
    if (!isRecord(container) || typeof container.name !== 'string' || !container.name)
      causes.push(required(`${field}.name`));
    if (!isRecord(container) || typeof container.image !== 'string' || !container.image.trim())
      causes.push(required(`${field}.image`));
  });
}

/** Refuses invalid values of the fields that the demo uses, with a 422 Status as the API server does. */
export function validate(
  definition: ResourceDefinition,
  object: KubeObject,
  current: KubeObject | null,
): void {
  const causes: InvalidCause[] = [];
  const { metadata } = object;
  const spec = isRecord(object.spec) ? object.spec : {};
  if (!metadata.name)
    causes.push({
      ...required('metadata.name'),
      message: 'Required value: name or generateName is required',
    });
  else if (!DNS_NAME.test(metadata.name) || metadata.name.length > 253) {
    causes.push(
      wrong(
        'metadata.name',
        `Invalid value: "${metadata.name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
      ),
    );
  }
  for (const field of ['replicas', 'minReadySeconds', 'progressDeadlineSeconds', 'revisionHistoryLimit'])
    wholeNumber(spec, field, causes);
  if (definition.plural === 'pods') checkContainers('spec', spec, causes);
  if (['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'jobs'].includes(definition.plural)) {
    checkContainers('spec.template.spec', isRecord(spec.template) ? spec.template.spec : undefined, causes);
  }
  if (definition.plural === 'deployments' || definition.plural === 'replicasets')
    checkSelector(spec, current, causes);
  if (definition.plural === 'horizontalpodautoscalers') checkBounds(spec, causes);
  if (causes.length > 0) throw invalid(definition, metadata.name, causes);
}

function checkSelector(
  spec: Record<string, unknown>,
  current: KubeObject | null,
  causes: InvalidCause[],
): void {
  const selector =
    isRecord(spec.selector) && isRecord(spec.selector.matchLabels) ? spec.selector.matchLabels : null;
  if (!selector) return void causes.push(required('spec.selector'));
  const template =
    isRecord(spec.template) && isRecord(spec.template.metadata) ? spec.template.metadata.labels : undefined;
  const labels = isRecord(template) ? template : {};
  if (Object.entries(selector).some(([key, value]) => labels[key] !== value)) {
    causes.push(
      wrong(
        'spec.template.metadata.labels',
        `Invalid value: ${JSON.stringify(labels)}: \`selector\` does not match template \`labels\``,
      ),
    );
  }
  if (current && isRecord(current.spec) && !equal(current.spec.selector, spec.selector)) {
    causes.push(
      wrong('spec.selector', `Invalid value: ${JSON.stringify(spec.selector)}: field is immutable`),
    );
  }
}

function checkBounds(spec: Record<string, unknown>, causes: InvalidCause[]): void {
  const { minReplicas: low = 1, maxReplicas: high } = spec;
  if (typeof high !== 'number' || high < 1)
    causes.push(wrong('spec.maxReplicas', `Invalid value: ${String(high)}: must be greater than 0`));
  if (typeof low !== 'number' || low < 1)
    causes.push(
      wrong('spec.minReplicas', `Invalid value: ${String(low)}: must be greater than or equal to 1`),
    );
  else if (typeof high === 'number' && high < low) {
    causes.push(
      wrong(
        'spec.maxReplicas',
        `Invalid value: ${String(high)}: must be greater than or equal to \`minReplicas\``,
      ),
    );
  }
}
