export { workloadProjections } from './kinds';
export { project, type ProjectOptions } from './project';
export { kindApi, collectionPath, type KindApi } from './kind-api';
export { isMalformedObject } from './malformed';
export { groupOf, projectManifest } from './manifest';
export { createPool, type Pool } from './pool';
export { projectWritten } from './written';
export { holdsCredential, isCredentialKey, keyOfLastWord, MASK } from './config/credentials';
