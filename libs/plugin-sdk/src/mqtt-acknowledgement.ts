/** What an MQTT packet has that can be acknowledged, as mqtt.js gives it. */
export interface MqttDelivery {
  qos: number;
  messageId?: number | undefined;
}

/** What a client of mqtt.js has that packets can be written to. */
export interface MqttConnection {
  readonly stream: { readonly destroyed: boolean; write(bytes: Uint8Array): boolean };
}

const HELD = new Error('Acknowledged after the commit');

/** First byte of a PUBACK, and how many bytes follow: the number of the message. Its reason, where it is left out, is success. */
const PUBACK = 0x40;
const FOLLOWING = 2;

/** Numbers of messages to be acknowledged at the end of this turn. */
const gathered = new Map<MqttConnection['stream'], number[]>();

/**
 * Acknowledges messages to a broker after their commit, over a client of mqtt.js: that acknowledges by itself once its
 * `handleMessage` is done, so it is told "done" with an error, and the PUBACK is sent by hand.
 */
export const mqttAcknowledgement = {
  /** Lets the client go on reading; a message of QoS 1 stays unacknowledged. @param done - of `handleMessage` */
  hold({ qos }: MqttDelivery, done: (error?: Error) => void): void {
    if (qos === 1) done(HELD);
    else done();
  },

  /**
   * Acknowledges a message that was held, over the connection that it came by: the next one has numbers of its own. All
   * of a commit are written together, as soon as the caller has returned.
   * @param client - of mqtt.js, or better the connection that the message came by, `{ stream: client.stream }` as it was
   *   in `handleMessage`: the library may hand out a message after the end of its connection; undefined: it is gone
   */
  send(client: MqttConnection | undefined, { qos, messageId }: MqttDelivery): void {
    if (client === undefined || qos !== 1 || messageId === undefined) return;
    if (gathered.size === 0) queueMicrotask(writeGathered);
    const numbers = gathered.get(client.stream);
    if (numbers === undefined) gathered.set(client.stream, [messageId]);
    else numbers.push(messageId);
  },
} as const;

function writeGathered(): void {
  for (const [stream, numbers] of gathered) if (!stream.destroyed) stream.write(pubacks(numbers));
  gathered.clear();
}

function pubacks(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.allocUnsafe(numbers.length * (2 + FOLLOWING));
  let at = 0;
  for (const number of numbers) {
    at = bytes.writeUInt8(PUBACK, at);
    at = bytes.writeUInt8(FOLLOWING, at);
    at = bytes.writeUInt16BE(number, at);
  }
  return bytes;
}
