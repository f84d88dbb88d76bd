import { useTranslate } from 'ra-core';
import { StateChip } from '../components/state-chip';
import { type RiskLevel, toneOf } from './risk-types';

/** A level of risk in words. */
export function LevelChip({ level }: { level: RiskLevel }) {
  return <StateChip tone={toneOf[level]}>{useTranslate()(`maintenance.level.${level}`)}</StateChip>;
}
