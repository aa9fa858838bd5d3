export { createDiscovered, type Discovered } from './kubernetes/discovered';
export { READINESS } from './kubernetes/endpoints';
export type { Registry, RegistryOptions } from './contract';
export { openRegistry } from './open-registry';
export type { InstanceKey, KeptCheck, KeptInstance, ProbeDefinition } from './rules/kept';
export type { NewCheck, NewInstance } from './rules/register';
export { hashOfToken, newRegistryToken, type RegistryGrant } from './tokens';
