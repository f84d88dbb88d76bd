/** Ids of devices: no wildcard, no `$`, no separator can be one. */
const deviceId = /^[A-Za-z0-9_-]{1,64}$/;

export function isDeviceId(text: string): boolean {
  return deviceId.test(text);
}

/** Where a device sends its readings. */
export function upTopic(device: string): string {
  return `wm/v1/${device}/up`;
}

/** Where a device hears from the platform. */
export function downTopic(device: string): string {
  return `wm/v1/${device}/down`;
}

/** Where a device says how it is; its will says that it is gone. */
export function statusTopic(device: string): string {
  return `wm/v1/${device}/status`;
}

/** @returns device and channel of a topic that devices publish to; null for any other topic */
export function parseTopic(topic: string): { device: string; channel: 'up' | 'status' } | null {
  const [, device, channel] = /^wm\/v1\/([^/]+)\/(up|status)$/.exec(topic) ?? [];
  if (device === undefined || !isDeviceId(device)) return null;
  return { device, channel: channel as 'up' | 'status' };
}
