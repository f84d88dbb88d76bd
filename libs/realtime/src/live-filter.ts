import type { Principal } from '@app/access';

/** What one connection wants to hear, already cut down to what its user may see. */
export interface LiveFilter {
  readings: boolean;
  alerts: boolean;
  /** Internal tenant numbers. */
  tenants: ReadonlySet<number>;
  /** Public sensor ids; null for all of the tenants. */
  sensors: ReadonlySet<string> | null;
}

interface Wish {
  channels: readonly ('readings' | 'alerts')[];
  /** Internal numbers of the asked municipalities, undefined entries for unknown ones; null when none was named. */
  tenants: readonly (number | undefined)[] | null;
  sensorIds: readonly string[] | null;
}

/** Narrows a wish to the principal's tenants; what is not visible is left out without a word, as if it did not exist. */
export function liveFilter(principal: Pick<Principal, 'tenants'>, wish: Wish): LiveFilter {
  const asked = wish.tenants === null ? null : new Set(wish.tenants);
  return {
    readings: wish.channels.includes('readings'),
    alerts: wish.channels.includes('alerts'),
    tenants: new Set(principal.tenants.filter((tenant) => asked === null || asked.has(tenant))),
    sensors: wish.sensorIds === null ? null : new Set(wish.sensorIds),
  };
}
