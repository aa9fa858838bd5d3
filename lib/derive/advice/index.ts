export { adviceOn } from './advice';
export { BARE, type ImageBefore, type Plight } from './plight';
