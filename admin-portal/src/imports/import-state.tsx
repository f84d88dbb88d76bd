import { useTranslate } from 'ra-core';
import { StateChip } from '../components/state-chip';
import type { HistoryImport } from './import-types';

/** The state of an import in a word; coloured only where somebody should look. */
export function ImportState({ state }: { state: HistoryImport['state'] }) {
  const tone = state === 'failed' ? 'high' : state === 'running' ? 'good' : 'neutral';
  return <StateChip tone={tone}>{useTranslate()(`imports.state.${state}`)}</StateChip>;
}
