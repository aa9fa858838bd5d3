export { approveChange, type Approval } from './approve-change';
export { cancelChange } from './cancel-change';
export type { ActionContext, ActionLog, ChangeRunner, ExecutionContext } from './context';
export { executeChange } from './execute-change';
export { judgeEdge, type JudgedEdge } from './judge-edge';
export { recoverChanges } from './recover-changes';
export { rejectChange } from './reject-change';
export { requestChange, type RequestedChange, type RequestOptions } from './request-change';
export { actionKeys } from './seal';
export { createChangeRunner, type Runner } from './runner';
export {
  deleteToken,
  deregisterInstance,
  drainInstance,
  makeRegistryToken,
  registerInstance,
  type RegistryContext,
} from './registry';
