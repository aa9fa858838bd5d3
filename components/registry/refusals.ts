/** Why the viewer may not use what the registry's pages offer, from lib/policy; each null where they may. */
export interface RegistryRefusals {
  /** To request Changes of workloads. */
  readonly change: string | null;
  /** To drain instances, end their draining or remove them. */
  readonly instances: string | null;
}
