export {
  approvalsGiven,
  mayApprove,
  mayCancel,
  mayExecute,
  mayImportCatalog,
  mayJudgeEdge,
  mayRead,
  mayReadAudit,
  mayReadLogs,
  mayReject,
  mayRequestChange,
  type ChangeFacts,
} from './access';
export { isLive, policyChecks, replicaBoundsError, type CheckInput } from './checks';
export { EFFECTS, mayCauseEffect, type Effect } from './effect';
export {
  mayBeRegisteredBy,
  mayDrainInstance,
  mayKeepRegistryTokens,
  mayRegister,
  registryRefusals,
} from './registry';
export { scopeOf } from './scope';
export { reasonOf, type Access } from './verdict';
