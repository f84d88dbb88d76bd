import { SENSOR_MODEL_VERSION, type SensorModel, sensorViews } from './sensor-model';
import { WEEK_SLOTS } from './weekly-profile';

/** What is stored is no model of this version: train anew. */
export class SensorModelError extends Error {
  override readonly name = 'SensorModelError';
}

/** A model as text. Numbers are kept bit by bit, so a restored model gives the same scores. */
export function sensorModelToJson(model: SensorModel): string {
  return JSON.stringify(model, (_key, value: unknown) =>
    value instanceof Float64Array
      ? { f64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
      : value,
  );
}

/** @throws {SensorModelError} */
export function sensorModelFromJson(text: string): SensorModel {
  let model: SensorModel;
  try {
    model = JSON.parse(text, (_key, value: unknown) => restored(value)) as SensorModel;
  } catch (error) {
    throw new SensorModelError(`what is stored of a model cannot be read: ${(error as Error).message}`);
  }
  if (model?.version !== SENSOR_MODEL_VERSION) throw new SensorModelError('the model was stored by another version');
  const whole =
    model.profile?.level?.length === WEEK_SLOTS &&
    model.profile.scale?.length === WEEK_SLOTS &&
    model.thresholds?.length === sensorViews.length;
  if (!whole) throw new SensorModelError('the stored model is not whole');
  return model;
}

function restored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('f64' in value)) return value;
  const bytes = Buffer.from(String(value.f64), 'base64');
  // Copied, so that the numbers begin at a multiple of eight bytes.
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
