/** Protocols that simulated devices speak. */
export const simulatedProtocols = ['mqtt', 'http', 'tcp', 'coap', 'lorawan', 'sms'] as const;
export type SimulatedProtocol = (typeof simulatedProtocols)[number];

/** Who speaks what, device after device; those that are not wanted are left out. */
const turns: readonly SimulatedProtocol[] = [
  'mqtt',
  'tcp',
  'http',
  'coap',
  'mqtt',
  'lorawan',
  'mqtt',
  'sms',
  'mqtt',
  'http',
];

/** @param index - of the device in its municipality @param wanted - at least one */
export function protocolOf(index: number, wanted: readonly SimulatedProtocol[]): SimulatedProtocol {
  const left = turns.filter((protocol) => wanted.includes(protocol));
  return left[index % left.length] as SimulatedProtocol;
}
