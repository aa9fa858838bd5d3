/** Why the viewer may not use what the registry's pages offer, from lib/policy; each null where they may. */
export interface RegistryRefusals {
  /** To request Changes of workloads. */
  readonly change: string | null;
  /** To take instances out, put them back or remove them. */
  readonly instances: string | null;
}
