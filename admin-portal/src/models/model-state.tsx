import { useTranslate } from 'ra-core';
import { StateChip } from '../components/state-chip';
import type { ModelVersion } from './model-types';

/** What a model or a version does, in a word; coloured only where somebody should look. */
export function ModelState({ state }: { state: ModelVersion['state'] | 'untrained' }) {
  const tone = state === 'failed' ? 'high' : state === 'active' ? 'good' : 'neutral';
  return <StateChip tone={tone}>{useTranslate()(`models.state.${state}`)}</StateChip>;
}
