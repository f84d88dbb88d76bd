import type { TwinLink, TwinLinks, Usage } from './types';

/** A place of a sensor while it is being edited. */
export interface LinkDraft {
  sensorId: string;
  code: string;
  name: string;
  quantity: string;
  elementKind: 'node' | 'link';
  /** '': no place yet. */
  elementId: string;
  usage: Usage;
  direction: 1 | -1;
  gaugeHeightM: number;
}

/** Kind of element at which a quantity is measured. */
export function kindOf(quantity: string): 'node' | 'link' {
  return quantity === 'pressure' || quantity === 'level' ? 'node' : 'link';
}

/** Places as they are, then sensors that have none. */
export function draftsOf({ data, unlinked }: TwinLinks): LinkDraft[] {
  const placed = data.map((link: TwinLink): LinkDraft => ({
    sensorId: link.sensorId,
    code: link.sensorCode,
    name: link.sensorName,
    quantity: link.quantity,
    elementKind: link.elementKind,
    elementId: link.elementId,
    usage: link.usage,
    direction: link.direction,
    gaugeHeightM: link.gaugeHeightM,
  }));
  const free = unlinked.map(({ sensorId, code, name, quantity }): LinkDraft => ({
    sensorId,
    code,
    name,
    quantity,
    elementKind: kindOf(quantity),
    elementId: '',
    usage: 'compare',
    direction: 1,
    gaugeHeightM: 0,
  }));
  return [...placed, ...free];
}

/** What PUT /twins/{id}/links takes; sensors without a place are left out. */
export function bodyOf(drafts: readonly LinkDraft[]) {
  return {
    links: drafts
      .filter(({ elementId }) => elementId !== '')
      .map(({ sensorId, elementKind, elementId, usage, direction, gaugeHeightM }) => ({
        sensorId,
        elementKind,
        elementId,
        usage,
        direction,
        gaugeHeightM,
      })),
  };
}
