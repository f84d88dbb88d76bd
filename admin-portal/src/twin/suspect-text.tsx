import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import type { LeakSuspect } from './types';

/** An area that holds more than this of the pipes says nothing. */
const EVERYWHERE = 0.85;

/** How much is lost, where, and how sure that is. */
export function SuspectText({ suspect }: { suspect: LeakSuspect }) {
  const translate = useTranslate();
  const format = useFormat();
  const { sizeM3h, sizeLowM3h, sizeHighM3h, areaShare, areaLengthM, consideredLengthM } = suspect;
  const number = (value: number | null) => format.number(value ?? 0, { maximumSignificantDigits: 2 });
  const size = translate('twin.suspects.size', {
    size: number(sizeM3h),
    low: number(sizeLowM3h),
    high: number(sizeHighM3h),
  });
  const isKnown = areaLengthM > 0 && areaLengthM <= EVERYWHERE * consideredLengthM;
  const place = translate(isKnown ? 'twin.suspects.place' : 'twin.suspects.nowhere', {
    share: format.number(areaShare, { style: 'percent', maximumFractionDigits: 0 }),
    km: number(areaLengthM / 1000),
    of: number(consideredLengthM / 1000),
  });
  return (
    <>
      {size} {place}
    </>
  );
}
