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

/** What all devices say of themselves. */
export const ALL_STATUS = 'wm/v1/+/status';

/** @returns the device whose readings come on a topic; null for any other topic */
export function senderOf(topic: string): string | null {
  const [, device] = /^wm\/v1\/([^/]+)\/up$/.exec(topic) ?? [];
  return device !== undefined && isDeviceId(device) ? device : null;
}
