export { project, type ProjectOptions } from './project';
export { KIND_API, apiVersionOf, collectionPath, type KindApi } from './kind-api';
export { MalformedObject, isMalformedObject } from './malformed';
export { createPool, type Pool } from './pool';
