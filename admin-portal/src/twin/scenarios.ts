import type { WhatIfRequest } from './types';

/** What can be tried on an asset. */
export type Scenario = 'burst' | 'close' | 'pump_off';

/** Scenarios of a class of asset; none: it cannot be tried. */
export function scenariosOf(assetClass: string): readonly Scenario[] {
  switch (assetClass) {
    case 'pipe':
      return ['burst', 'close'];
    case 'junction':
      return ['burst'];
    case 'valve':
      return ['close'];
    case 'pump':
      return ['pump_off'];
    default:
      return [];
  }
}

/** The request of a scenario. */
export function scenarioBody(
  scenario: Scenario,
  assetId: string,
  { diameterMm, durationH, isolate }: { diameterMm: number; durationH: number; isolate: boolean },
): WhatIfRequest {
  if (scenario === 'burst') return { burst: { assetId, diameterMm }, isolate, durationH };
  return scenario === 'close' ? { close: [assetId], durationH } : { pumpOff: [assetId], durationH };
}
