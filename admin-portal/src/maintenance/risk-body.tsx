import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import { Figures } from '../kit/figures';
import { LevelChip } from './level-chip';
import { Lines } from './lines';
import { measureText } from './measures';
import type { Risk } from './risk-types';
import { useWords } from './use-words';

/** The figures of a judgement: risk, probability and remaining life, with their intervals. */
export function RiskFigures({ risk }: { risk: Risk }) {
  const translate = useTranslate();
  const format = useFormat();
  const words = useWords();
  const probability = risk.probability && words.probability(risk.probability);
  const remaining = words.remaining(risk);
  const horizon = risk.horizonDays > 700 ? 'in_years' : 'in_days';
  const count = format.number(risk.horizonDays > 700 ? Math.round(risk.horizonDays / 365.25) : risk.horizonDays);
  return (
    <Figures
      figures={[
        {
          label: 'maintenance.field.risk',
          value: (
            <>
              {format.number(risk.risk)} <LevelChip level={risk.level} />
            </>
          ),
          note: translate('maintenance.product', {
            likelihood: format.number(risk.likelihood),
            consequence: format.number(risk.consequence),
          }),
        },
        {
          label: `maintenance.failure.${risk.kind}`,
          value: probability?.value ?? '–',
          note: `${translate(`maintenance.${horizon}`, { count })}${probability ? ` · ${probability.range}` : ''}`,
        },
        {
          label: `maintenance.remaining.${risk.kind}`,
          value: remaining?.value ?? '–',
          note: remaining?.range ?? translate('maintenance.no_remaining'),
        },
        ...(risk.healthScore === null
          ? []
          : [
              {
                label: 'maintenance.field.health',
                value: format.number(risk.healthScore),
                note: translate('maintenance.of_hundred'),
              },
            ]),
      ]}
    />
  );
}

/** Why it is likely to fail. */
export function RiskReasons({ risk }: { risk: Risk }) {
  const translate = useTranslate();
  const words = useWords();
  if (risk.reasons.length === 0)
    return <Box sx={{ fontSize: 13, color: 'text.secondary' }}>{translate('maintenance.no_reasons')}</Box>;
  return (
    <Lines
      lines={risk.reasons.map((reason) => ({
        key: reason.code,
        text: words.reason(reason),
        aside: reason.factor === null ? null : words.factor(reason.factor),
      }))}
    />
  );
}

/** What a failure would mean, part by part. */
export function RiskParts({ risk }: { risk: Risk }) {
  const words = useWords();
  const format = useFormat();
  return (
    <Lines
      lines={risk.consequenceParts.map((part) => ({
        key: part.code,
        text: words.part(part),
        aside: format.number(part.points, { signDisplay: 'exceptZero' }),
      }))}
    />
  );
}

/** The figures behind the judgement; those that are not known are left out. */
export function RiskMeasures({ risk }: { risk: Risk }) {
  const format = useFormat();
  return (
    <Facts
      facts={Object.entries(risk.measures).map(([name, value]) => ({
        label: `maintenance.measure.${name}`,
        value: value === null ? null : measureText(name, value, format),
      }))}
    />
  );
}
