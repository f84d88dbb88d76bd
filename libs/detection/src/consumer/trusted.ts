import { Quality } from '@app/kernel';

/** Readings of bad quality are not judged, except that an impossible value is noticed. */
export function isTrusted(quality: number): boolean {
  return quality < Quality.bad;
}
