/** The windows over which availability is shown. */
export const AVAILABILITY_WINDOWS = ['24h', '7d', '30d'] as const;
export type AvailabilityWindow = (typeof AVAILABILITY_WINDOWS)[number];
