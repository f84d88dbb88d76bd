import {
  type TelemetryColumns,
  decodeSenmlCbor,
  decodeSenmlJson,
  decodeTelemetryCbor,
  decodeTelemetryJson,
} from '@app/plugin-sdk';
import { Format } from './coap/codes';
import { decodeLwm2mPayload } from './lwm2m/payload';

/**
 * Reads a body by its content format. Our own formats and SenML say themselves what was measured; what a LwM2M device
 * answers for a path (`/3303/0/5700`) is read with that path.
 *
 * @param path - segments of the path that was read or observed; empty for a body that needs none
 * @param now - Unix ms of arrival
 * @returns null: the format is not known
 */
export function decodePayload(
  payload: Uint8Array,
  format: number | undefined,
  path: readonly string[],
  now: number,
): TelemetryColumns | null {
  if (path.length > 0) return decodeLwm2mPayload(payload, format, path, now);
  switch (format) {
    case undefined:
    case Format.json:
      return decodeTelemetryJson(payload);
    case Format.cbor:
      return decodeTelemetryCbor(payload);
    case Format.senmlJson:
      return decodeSenmlJson(payload, now);
    case Format.senmlCbor:
      return decodeSenmlCbor(payload, now);
    default:
      return null;
  }
}
