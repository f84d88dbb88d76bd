import lora from 'lora-packet';

export const keys = {
  devAddr: '26011bda',
  nwkSKey: '44024241ed4ce9a68c6a8bc055233fd3',
  appSKey: 'ec925802ae430ca77fd3dd73cb2cc588',
};

/** A frame as a device would send it; `counter` may exceed 16 bits. */
export function frameOf(payload: string | Buffer, counter: number, fPort = 2, session = keys): Buffer {
  const upper = Buffer.alloc(2);
  upper.writeUInt16LE(counter >>> 16);
  const lower = Buffer.alloc(2);
  lower.writeUInt16BE(counter & 0xffff);
  const packet = lora.fromFields(
    {
      MType: 'Unconfirmed Data Up',
      DevAddr: Buffer.from(session.devAddr, 'hex'),
      FCtrl: { ADR: false, ACK: false, ADRACKReq: false, FPending: false },
      FCnt: lower,
      FPort: fPort,
      payload: typeof payload === 'string' ? Buffer.from(payload, 'hex') : payload,
    },
    Buffer.from(session.appSKey, 'hex'),
    Buffer.from(session.nwkSKey, 'hex'),
    undefined,
    upper,
  );
  return packet.getPHYPayload() as Buffer;
}
