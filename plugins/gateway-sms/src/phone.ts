/** SMPP type of number. */
const INTERNATIONAL = 1;
const NATIONAL = 2;
const ALPHANUMERIC = 5;

/**
 * A sender as E.164 with `+`, the form in which numbers are bound to devices.
 * @param ton - SMPP type of number; 0 where the protocol has none
 * @param countryCode - digits that stand before a national number; '': national numbers are not known
 * @returns null for names, short codes and what is no number
 */
export function toE164(sender: string, ton = 0, countryCode = ''): string | null {
  if (ton === ALPHANUMERIC || sender.length > 40) return null;
  const text = sender.replaceAll(/[\s().-]/g, '');
  if (text.startsWith('+')) return international(text.slice(1));
  if (!/^\d+$/.test(text)) return null;
  if (ton === INTERNATIONAL) return international(text);
  if (ton !== NATIONAL && text.startsWith('00')) return international(text.slice(2));
  if (countryCode !== '' && text.startsWith('0')) return international(countryCode + text.slice(1));
  return ton === NATIONAL ? (countryCode === '' ? null : international(countryCode + text)) : international(text);
}

function international(digits: string): string | null {
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}
