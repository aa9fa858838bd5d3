/** Why the person who looks may not do what the registry's pages offer, as lib/policy says it; each null where they may. */
export interface RegistryRefusals {
  /** To request Changes of what runs. */
  readonly change: string | null;
  /** To take instances out, put them back or remove them. */
  readonly instances: string | null;
}
