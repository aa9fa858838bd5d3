export { AdviceLinks, AdviceSteps, MoveButton } from './advice-steps';
export { movesOf, serviceTabHref } from './advice-moves';
export type { AdvicePlace, LinkMove, Move } from './advice-moves';
