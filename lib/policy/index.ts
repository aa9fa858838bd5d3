export { mayJudgeEdge, mayRead, mayReadAudit, mayReadLogs, mayRequestChange } from './access';
export { isLive } from './checks';
export {
  CHANGE_VERBS,
  decideOn,
  decideOnRequest,
  demandsOn,
  type ChangeVerb,
  type Decision,
  type Demands,
  type Refusal,
} from './decide';
export { EFFECTS, mayCauseEffect, type Effect } from './effect';
export { approvalsGiven, hasExpired, type ChangeFactSources } from './facts';
export {
  mayBeRegisteredBy,
  mayDrainInstance,
  mayKeepRegistryTokens,
  mayRegister,
  registryRefusals,
} from './registry';
export { scopeOf, seesChange } from './scope';
export { reasonOf, type Permission } from './permission';
