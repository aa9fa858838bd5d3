export { getRuntime, type Runtime } from './runtime';
