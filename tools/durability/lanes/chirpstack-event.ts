import type { NumberedMessage } from '../lane';

export const APPLICATION = '9c1f0d3e-5a62-4d7e-8f0b-2f6a1f0f3a11';
export const CHANNEL = 'pressure';

/** An uplink event as ChirpStack 4 sends it, with the reading as its own decoder found it. */
export function uplinkEvent(eui: string, { readings, sequence }: NumberedMessage): string {
  const [reading] = readings;
  if (reading === undefined) throw new RangeError('An uplink holds one reading');
  return JSON.stringify({
    deduplicationId: `00000000-0000-4000-8000-${sequence.toString(16).padStart(12, '0')}`,
    time: new Date(reading.time).toISOString(),
    deviceInfo: { applicationId: APPLICATION, applicationName: 'numbered', devEui: eui, deviceName: 'numbered' },
    devAddr: '00189440',
    fCnt: sequence,
    fPort: 10,
    data: Buffer.from(`n${reading.number}`).toString('base64'),
    object: { [CHANNEL]: reading.number },
    rxInfo: [{ gatewayId: '0016c001f153a14c', rssi: -57, snr: 10 }],
  });
}
