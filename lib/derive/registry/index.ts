export { registryName } from './annotations';
export { endpointTargets } from './endpoint-targets';
export { deriveRegistry, type DerivedRegistry } from './derive';
export { earlier } from './earlier';
export type {
  PlaceFacts,
  RegisteredFacts,
  RegistryFacts,
  ServiceProbe,
  AddressLocation,
  WorkloadPods,
} from './facts';
export type { RegistryFinding } from './finding';
export { mature, type Matured, type MatureFinding } from './mature';
export { endpointAsks } from './probed';
export { probeOfService } from './probe-annotation';
