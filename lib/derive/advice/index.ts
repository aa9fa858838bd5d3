export { adviceOn } from './advice';
export { NO_DETAILS, type ControllerAdvice, type RevisionBefore, type Diagnosis } from './diagnosis';
