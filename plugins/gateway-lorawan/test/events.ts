export const SECRET = 'a secret of the test network';
export const DEV_EUI = '0102030405060708';

const deviceInfo = {
  tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
  tenantName: 'Water utility',
  applicationId: 'ca739e26-7b67-4f14-b69e-d568c22a5a75',
  applicationName: 'Meters',
  deviceProfileId: '605d08d4-65f5-4d2c-8a5a-3d2457662f79',
  deviceProfileName: 'Level meter',
  deviceName: 'Tank north',
  devEui: DEV_EUI,
  tags: {},
};

interface UplinkChoice {
  /** Hex. */
  payload?: string;
  fCnt?: number;
  id?: string;
  time?: string;
  object?: object;
  /** When the network server received it. */
  receivedAt?: string;
  devEui?: string;
}

/** As ChirpStack 4 sends an uplink: what is false, 0 or empty is left out, counter 0 too. */
export function chirpstackUp({ payload = '00fa', fCnt = 7, id, time, object, devEui = DEV_EUI }: UplinkChoice = {}) {
  return {
    deduplicationId: id ?? '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
    time: time ?? '2026-11-20T09:34:15.775023242+00:00',
    deviceInfo: { ...deviceInfo, devEui },
    devAddr: '00189440',
    dr: 1,
    adr: true,
    ...(fCnt !== 0 && { fCnt }),
    fPort: 2,
    data: Buffer.from(payload, 'hex').toString('base64'),
    ...(object !== undefined && { object }),
    rxInfo: [
      { gatewayId: '0016c001f153a14c', uplinkId: 4217106255, rssi: -106, snr: -4.2, context: 'E3OWOQ==' },
      { gatewayId: '0016c001f153a14d', uplinkId: 4217106256, rssi: -88, snr: 6.2, context: 'E3OWOg==' },
    ],
    txInfo: {
      frequency: 868300000,
      modulation: { lora: { bandwidth: 125000, spreadingFactor: 11, codeRate: 'CR_4_5' } },
    },
  };
}

export const chirpstackJoin = {
  deduplicationId: 'c9dbe358-2578-4fb7-b295-66b44edc45a6',
  time: '2026-11-20T09:33:28.823500726+00:00',
  deviceInfo,
  devAddr: '00189440',
};

export const chirpstackStatus = {
  deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202e',
  time: '2026-11-20T09:35:15+00:00',
  deviceInfo,
  margin: 20,
  batteryLevel: 75.5,
};

export function chirpstackAck(queueItemId: string, acknowledged: boolean) {
  const base = {
    deduplicationId: 'b2a38af1-8ea4-4b1a-8d6d-5ac1bdc0a1d3',
    time: '2026-11-20T09:36:15+00:00',
    deviceInfo,
  };
  return { ...base, queueItemId, ...(acknowledged && { acknowledged: true }), fCntDown: 12 };
}

export function chirpstackTxAck(queueItemId: string) {
  return {
    downlinkId: 3542,
    time: '2026-11-20T09:36:14+00:00',
    deviceInfo,
    queueItemId,
    fCntDown: 12,
    gatewayId: '0016c001f153a14c',
  };
}

export function chirpstackLog(queueItemId: string) {
  return {
    time: '2026-11-20T09:36:14+00:00',
    deviceInfo,
    level: 'ERROR',
    code: 'DOWNLINK_PAYLOAD_SIZE',
    description: 'Payload exceeds the largest size',
    context: { queue_item_id: queueItemId },
  };
}

const ids = {
  device_id: 'tank-north',
  application_ids: { application_id: 'meters' },
  dev_eui: DEV_EUI.toUpperCase(),
  join_eui: '800000000000000C',
  dev_addr: '00BCB929',
};

/** As The Things Stack 3 posts an uplink to a webhook. */
export function thingsStackUp({ payload = '00fa', fCnt = 42, time, object, receivedAt }: UplinkChoice = {}) {
  return {
    end_device_ids: ids,
    correlation_ids: ['as:up:01E0WZGT6Y7657CPFPE5WEYDSQ'],
    received_at: '2026-11-20T09:34:16.104310999Z',
    uplink_message: {
      session_key_id: 'AXA50tHUSUucEk4g8MqVGw==',
      f_port: 2,
      ...(fCnt !== 0 && { f_cnt: fCnt }),
      frm_payload: Buffer.from(payload, 'hex').toString('base64'),
      ...(object !== undefined && { decoded_payload: object }),
      rx_metadata: [
        {
          gateway_ids: { gateway_id: 'gtw1', eui: '9C5C8E00001A05C4' },
          time: time ?? '2026-11-20T09:34:15.500Z',
          timestamp: 2463457000,
          rssi: -95,
          channel_rssi: -95,
          snr: 8.2,
        },
        { gateway_ids: { gateway_id: 'gtw2' }, time: '1980-01-06T00:00:00Z', rssi: -110, snr: -5 },
      ],
      settings: { data_rate: { lora: { bandwidth: 125000, spreading_factor: 7 } }, frequency: '868300000' },
      last_battery_percentage: { f_cnt: 40, value: 94.5, received_at: '2026-11-20T08:00:00Z' },
      received_at: receivedAt ?? '2026-11-20T09:34:15.883814Z',
      confirmed: true,
    },
  };
}

export const thingsStackJoin = {
  end_device_ids: ids,
  correlation_ids: ['as:up:01E0WZGT6Y7657CPFPE5WEYDSR'],
  received_at: '2026-11-20T09:30:00.104Z',
  join_accept: { session_key_id: 'AXA50tHUSUucEk4g8MqVGw==', received_at: '2026-11-20T09:30:00.002Z' },
};

export function thingsStackDown(
  kind: 'downlink_queued' | 'downlink_sent' | 'downlink_ack' | 'downlink_nack',
  order: string,
) {
  return {
    end_device_ids: ids,
    correlation_ids: ['as:downlink:01E0WZGT6Y7657CPFPE5WEYDSS', `hydrant:order:${order}`],
    received_at: '2026-11-20T09:40:00.104Z',
    [kind]: { session_key_id: 'AXA50tHUSUucEk4g8MqVGw==', f_port: 15, f_cnt: 11, frm_payload: 'vu8=', confirmed: true },
  };
}

export function thingsStackFailed(order: string) {
  return {
    end_device_ids: ids,
    received_at: '2026-11-20T09:40:00.104Z',
    downlink_failed: {
      downlink: { f_port: 15, frm_payload: 'vu8=', correlation_ids: [`hydrant:order:${order}`] },
      error: { namespace: 'pkg/networkserver', name: 'too_long', message_format: 'the payload is too long' },
    },
  };
}
