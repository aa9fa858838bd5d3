export { HealthGlyph } from './health-glyph';
export type { HealthGlyphProps } from './health-glyph';
export { HealthButton, HealthLabel, RolloutLabel, StaleHealth } from './health-label';
export type { HealthButtonProps, HealthLabelProps, StaleHealthProps } from './health-label';
export { healthKey, ROLLOUT_HEALTH } from './health-look';
export { NoPlacementCell, PlacementCell } from './placement-cell';
export type { PlacementCellProps } from './placement-cell';
