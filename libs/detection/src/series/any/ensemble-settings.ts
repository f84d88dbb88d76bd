/** Readings that the nearest-neighbour channels look back on. */
export const RAW_VALUES = 2040;
export const COARSE_VALUES = 410;
/** Readings that make one value of the coarse history. */
export const COARSE = 5;

/** Values that a channel remembers for its calibration, about. */
export const MEMORY = 50_000;
/** Evidence of one channel is cut here. */
export const MOST = 6;
/** Readings before anything is an alarm. */
export const LEAST_READINGS = 100;

/** Evidence of the seven channels together that makes an alarm in a young series. */
export const LIMIT = 8;
/**
 * The longer a series is known, the less should be new in it: the limit grows by this part for each tenfold of readings
 * beyond the first 500, up to 50,000, so that false alarms do not grow with the length (alpha spending).
 */
export const SPENDING = 0.35;
export const SPENDING_FROM = 500;
export const SPENDING_UNTIL = 50_000;

/** After an alarm: silence for so many readings, then a limit that is higher by this part and falls back over so many readings. */
export const REST = 20;
export const WARY = 0.5;
export const WARY_READINGS = 50;
/** An event is over after so many readings with less than half of the evidence, or after so many in all. */
export const QUIET = 20;
export const LONGEST = 300;
