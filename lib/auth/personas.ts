import type { Actor } from '@/lib/model';

/** A person of the demo's company, who signs in with one click; only in the demo. */
export interface Persona {
  /** What the sign-in form sends. */
  readonly key: string;
  /** What the person does, for the button. */
  readonly summary: string;
  readonly actor: Omit<Actor, 'sessionId'>;
}

export const PERSONAS: readonly Persona[] = [
  {
    key: 'engineer',
    summary: 'Browses the catalog, scales and ships their own services.',
    actor: {
      id: 'user:engineer',
      name: 'Engineer, Payments',
      role: 'engineer',
      groups: ['payments', 'storefront'],
    },
  },
  {
    key: 'lead',
    summary: 'Approves what goes to production.',
    actor: {
      id: 'user:lead',
      name: 'Team lead, Payments',
      role: 'lead',
      groups: ['payments', 'storefront', 'logistics'],
    },
  },
  {
    key: 'on-call',
    summary: 'Wants to know what is broken, since when, and what changed.',
    actor: {
      id: 'user:on-call',
      name: 'On-call, Payments',
      role: 'on-call',
      groups: ['payments', 'storefront', 'logistics'],
    },
  },
  {
    key: 'viewer',
    summary: 'Sees everything, changes nothing.',
    actor: { id: 'user:viewer', name: 'Viewer', role: 'viewer', groups: [] },
  },
];

/** The persona of a key; undefined for any other text. */
export function findPersona(key: string | undefined): Persona | undefined {
  return PERSONAS.find((persona) => persona.key === key);
}
