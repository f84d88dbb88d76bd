/** Command ids of SMPP 3.4 (5.1.2.1) that an ESME meets. */
export const commands = {
  generic_nack: 0x80000000,
  bind_receiver: 0x00000001,
  bind_receiver_resp: 0x80000001,
  bind_transceiver: 0x00000009,
  bind_transceiver_resp: 0x80000009,
  submit_sm: 0x00000004,
  submit_sm_resp: 0x80000004,
  deliver_sm: 0x00000005,
  deliver_sm_resp: 0x80000005,
  unbind: 0x00000006,
  unbind_resp: 0x80000006,
  enquire_link: 0x00000015,
  enquire_link_resp: 0x80000015,
  alert_notification: 0x00000102,
  data_sm: 0x00000103,
  data_sm_resp: 0x80000103,
} as const;
export type CommandName = keyof typeof commands;

/** Values of `command_status` (5.1.3) that are used here. */
export const status = {
  ok: 0x00,
  invalidMessageLength: 0x01,
  invalidCommandLength: 0x02,
  invalidCommandId: 0x03,
  alreadyBound: 0x05,
  systemError: 0x08,
  invalidDestination: 0x0b,
  queueFull: 0x14,
  throttled: 0x58,
  /** The application cannot take it now; the centre repeats it. */
  temporaryError: 0x64,
  /** The application will never take it. */
  permanentError: 0x65,
} as const;

/** Tags of optional parameters (5.3.2). */
export const tags = {
  receiptedMessageId: 0x001e,
  userMessageReference: 0x0204,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarNumber: 0x020f,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const;
