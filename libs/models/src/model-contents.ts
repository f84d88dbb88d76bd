import { type SensorModel, type SiteModel, sensorModelFromJson, siteModelFromJson } from '@app/detection';
import type { Work } from '@app/database';
import { Injectable } from '@nestjs/common';

/** What a version has learned. */
export type ModelContent = { kind: 'sensor'; model: SensorModel } | { kind: 'zone'; model: SiteModel };

/** Models kept in memory, at most. */
const MOST = 200;

/** Learned content by version, with the last ones kept in memory: a version never changes. */
@Injectable()
export class ModelContents {
  private readonly kept = new Map<string, ModelContent>();

  /**
   * @returns null for a version that is not trained
   * @throws {SensorModelError | SiteModelError} when it was stored by another version of the platform
   */
  async get(work: Work, kind: ModelContent['kind'], modelId: string, version: number): Promise<ModelContent | null> {
    const key = `${modelId}/${version}`;
    const known = this.kept.get(key);
    if (known !== undefined) {
      // The visibility of the model itself has been asked for by the caller; this keeps the order of use.
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const [row] = await work.sql<{ content: Buffer | null }>(
      `select content from model_versions where model_id = ? and version = ?`,
      [modelId, version],
    );
    if (row?.content === null || row === undefined) return null;
    const text = row.content.toString();
    const content: ModelContent =
      kind === 'sensor'
        ? { kind, model: sensorModelFromJson(text) }
        : { kind, model: siteModelFromJson(JSON.parse(text)) };
    this.kept.set(key, content);
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value as string);
    return content;
  }
}
