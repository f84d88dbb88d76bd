import type { DeviceCommand } from '@app/plugin-sdk';

/**
 * An order as a text: `C1 <first eight digits of its id> <name> <key>=<value> ...`. An order with the payload
 * `{"text": "..."}` alone is sent as that text.
 * @throws {RangeError} when it cannot be written so
 */
export function commandText({ id, name, payload }: DeviceCommand): string {
  const entries = Object.entries(payload);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'text' && typeof first[1] === 'string' && first[1] !== '') return first[1];
  if (!/^[\w.:-]{1,64}$/.test(name)) throw new RangeError('The name has characters that do not go into a text message');
  const words = entries.map(([key, value]) => {
    const text = String(value);
    const plain = ['string', 'number', 'boolean'].includes(typeof value) && text !== '' && !/[\s=]/.test(text);
    if (!plain || !/^[\w.:-]{1,64}$/.test(key)) {
      throw new RangeError(`"${key}" has to be a word, a number or true or false to go into a text message`);
    }
    return `${key}=${text}`;
  });
  return ['C1', id.slice(0, 8), name, ...words].join(' ');
}
