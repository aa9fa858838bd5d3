export { createStore, type Store, type StoreOptions } from './store';
export type { ClusterWriter } from './writer';
