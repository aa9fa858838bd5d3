export { HealthCounts } from './health-counts';
export { HealthGlyph } from './health-glyph';
export type { HealthGlyphProps } from './health-glyph';
export { HealthButton, HealthLabel, LastKnown } from './health-label';
export type { HealthButtonProps, HealthLabelProps, LastKnownProps } from './health-label';
export { healthKey, ROLLOUT_HEALTH } from './health-look';
export { NoPlacementCell, PlacementCell } from './placement-cell';
export type { PlacementCellProps } from './placement-cell';
