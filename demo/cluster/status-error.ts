import { qualified, type ResourceDefinition } from './resources';

/** A refusal as the API server words it: a `v1` Status with an HTTP code. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }

  body(): Record<string, unknown> {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

const about = (definition: ResourceDefinition, name: string) => ({
  name,
  ...(definition.group ? { group: definition.group } : {}),
  kind: definition.plural,
});

export const badRequest = (message: string) => new StatusError(400, 'BadRequest', message);

export const notFound = (definition: ResourceDefinition, name: string) =>
  new StatusError(404, 'NotFound', `${qualified(definition)} "${name}" not found`, about(definition, name));

export const alreadyExists = (definition: ResourceDefinition, name: string) =>
  new StatusError(
    409,
    'AlreadyExists',
    `${qualified(definition)} "${name}" already exists`,
    about(definition, name),
  );

export const conflict = (definition: ResourceDefinition, name: string, why?: string) =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(definition)} "${name}": ${why ?? 'the object has been modified; please apply your changes to the latest version and try again'}`,
    about(definition, name),
  );

export const expired = (message: string) => new StatusError(410, 'Expired', message);

export interface InvalidCause {
  reason: 'FieldValueRequired' | 'FieldValueInvalid';
  message: string;
  field: string;
}

export function invalid(definition: ResourceDefinition, name: string, causes: InvalidCause[]): StatusError {
  const sentences = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const all = sentences.length === 1 ? (sentences[0] ?? '') : `[${sentences.join(', ')}]`;
  const kind = definition.group ? `${definition.kind}.${definition.group}` : definition.kind;
  return new StatusError(422, 'Invalid', `${kind} "${name}" is invalid: ${all}`, {
    ...about(definition, name),
    kind: definition.kind,
    causes,
  });
}
