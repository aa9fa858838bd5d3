export { adviceOn } from './advice';
export { BARE, type ControllerAdvice, type RevisionBefore, type Plight } from './plight';
