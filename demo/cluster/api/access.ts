import { StatusError } from '../status-error';
import { qualified, resource, RESOURCES } from '../resources';

export interface User {
  name: string;
  /** Verbs that the user may use; `*` is all. */
  verbs: readonly string[];
}

export interface Attributes {
  verb: string;
  /** The plural; empty for a path that is no resource. */
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** A permission that a test denies; a field that is left out means any. */
export type Denial = Partial<Attributes> & { user?: string };

/** The permissions: users by bearer token with their verbs, without the permissions that a test denied. */
export class Access {
  private denials = new Set<Denial>();

  constructor(private users: ReadonlyMap<string, User>) {}

  authenticate(header: string | undefined): User {
    const user = this.users.get(/^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '');
    if (!user) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
    return user;
  }

  /** Denies a permission. The returned function restores it. */
  deny(denial: Denial): () => void {
    this.denials.add(denial);
    return () => this.denials.delete(denial);
  }

  allows(user: User, asked: Attributes): boolean {
    if (!asked.resource) return true;
    if (!user.verbs.includes('*') && !user.verbs.includes(asked.verb)) return false;
    const full: Record<string, string | undefined> = { ...asked, user: user.name };
    return ![...this.denials].some((denial) =>
      Object.entries(denial).every(([field, value]) => full[field] === value),
    );
  }

  demand(user: User, asked: Attributes): void {
    if (this.allows(user, asked)) return;
    const definition = resource(asked.resource);
    const what = asked.subresource ? `${definition.plural}/${asked.subresource}` : definition.plural;
    const where = asked.namespace ? `in the namespace "${asked.namespace}"` : 'at the cluster scope';
    const name = asked.name ? ` "${asked.name}"` : '';
    throw new StatusError(
      403,
      'Forbidden',
      `${qualified(definition)}${name} is forbidden: User "${user.name}" cannot ${asked.verb} resource "${what}" in API group "${definition.group}" ${where}`,
      {
        ...(asked.name ? { name: asked.name } : {}),
        ...(definition.group ? { group: definition.group } : {}),
        kind: definition.plural,
      },
    );
  }

  /** Answers a SelfSubjectAccessReview. */
  review(user: User, body: unknown): Record<string, unknown> {
    const spec = (body as { spec?: { resourceAttributes?: Partial<Attributes> } } | null)?.spec ?? {};
    const asked = spec.resourceAttributes ?? {};
    const known = !asked.resource || RESOURCES.some(({ plural }) => plural === asked.resource);
    const allowed =
      known &&
      this.allows(user, {
        verb: asked.verb ?? 'get',
        resource: asked.resource ?? '',
        ...(asked.subresource ? { subresource: asked.subresource } : {}),
        ...(asked.namespace ? { namespace: asked.namespace } : {}),
        ...(asked.name ? { name: asked.name } : {}),
      });
    return {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec,
      status: { allowed, ...(allowed ? { reason: 'demo rules' } : {}) },
    };
  }
}
