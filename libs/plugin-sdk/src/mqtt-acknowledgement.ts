/** What an MQTT packet has that can be acknowledged, as mqtt.js gives it. */
export interface MqttDelivery {
  qos: number;
  messageId?: number | undefined;
}

interface RawClient {
  _sendPacket(packet: { cmd: 'puback'; messageId: number; reasonCode: number }): void;
}

const HELD = new Error('Acknowledged after the commit');

/**
 * Acknowledges messages to a broker after their commit, over a client of mqtt.js: that acknowledges by itself once its
 * `handleMessage` is done, so it is told "done" with an error, and sent the PUBACK by hand.
 */
export const mqttAcknowledgement = {
  /** Lets the client go on reading; a message of QoS 1 stays unacknowledged. @param done - of `handleMessage` */
  hold({ qos }: MqttDelivery, done: (error?: Error) => void): void {
    if (qos === 1) done(HELD);
    else done();
  },

  /**
   * Acknowledges a message that was held, over the connection that it came by: the next one has numbers of its own.
   * @param client - of mqtt.js; undefined: it is gone
   */
  send(client: object | undefined, { qos, messageId }: MqttDelivery): void {
    if (qos !== 1 || messageId === undefined) return;
    // oxlint-disable-next-line no-underscore-dangle -- the name is the library's
    (client as RawClient | undefined)?._sendPacket({ cmd: 'puback', messageId, reasonCode: 0 });
  },
} as const;
