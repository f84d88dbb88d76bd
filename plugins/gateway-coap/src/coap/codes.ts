/** `c.dd` as it stands in a message (RFC 7252, 3). */
const code = (group: number, detail: number): number => (group << 5) | detail;

export const Code = {
  empty: 0,
  get: code(0, 1),
  post: code(0, 2),
  put: code(0, 3),
  delete: code(0, 4),
  created: code(2, 1),
  deleted: code(2, 2),
  changed: code(2, 4),
  content: code(2, 5),
  continue: code(2, 31),
  badRequest: code(4, 0),
  unauthorized: code(4, 1),
  badOption: code(4, 2),
  forbidden: code(4, 3),
  notFound: code(4, 4),
  methodNotAllowed: code(4, 5),
  incomplete: code(4, 8),
  tooLarge: code(4, 13),
  unsupportedFormat: code(4, 15),
  tooManyRequests: code(4, 29),
  internalError: code(5, 0),
  unavailable: code(5, 3),
  proxyingNotSupported: code(5, 5),
  csm: code(7, 1),
  ping: code(7, 2),
  pong: code(7, 3),
  release: code(7, 4),
  abort: code(7, 5),
} as const;

/** 0: request, 2, 4, 5: response, 7: signal of CoAP over TCP. */
export function groupOf(value: number): number {
  return value >> 5;
}

/** As people write it: `2.04`. */
export function codeText(value: number): string {
  return `${value >> 5}.${String(value & 0x1f).padStart(2, '0')}`;
}

export const Format = {
  text: 0,
  link: 40,
  octets: 42,
  json: 50,
  cbor: 60,
  senmlJson: 110,
  senmlCbor: 112,
  lwm2mTlv: 11_542,
  lwm2mJson: 11_543,
} as const;
