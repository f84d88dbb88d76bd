/**
 * Quality of a stored reading, in rising order of doubt; higher numbers win when readings are put together
 * (after the QARTOD precedence).
 */
export const Quality = { good: 0, suspect: 3, bad: 4 } as const;

export type QualityCode = (typeof Quality)[keyof typeof Quality];
