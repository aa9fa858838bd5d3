export { registryName } from './annotations';
export { deriveRegistry, type DerivedRegistry } from './derive';
export type { PlaceFacts, RegisteredFacts, RegistryFacts, Standing, WorkloadPods } from './facts';
export { addressWords, type Finding } from './finding';
export { mature, type Matured, type MatureFinding } from './mature';
