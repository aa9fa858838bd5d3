export { adviceOn } from './advice';
export { BARE, type ControllerAdvice, type ImageBefore, type Plight } from './plight';
