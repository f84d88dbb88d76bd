import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import type { Detection, Explanation, Feature } from './model-types';
import { momentWords } from './moment-words';

/** Reasons that are told beside the first. */
const MOST = 3;
/** Reasons weaker than this say nothing; so do parts that move the expectation by less than this share of it. */
const LEAST_STRENGTH = 0.5;
const LEAST_EFFECT = 0.02;

/** Reasons that are worth telling, heaviest first. */
export function worthTelling({ features }: Explanation): Feature[] {
  const [main] = features;
  const size = Math.abs(main?.expected ?? 0);
  return features
    .filter(({ strength, effect }) =>
      strength === null ? effect !== null && Math.abs(effect) > LEAST_EFFECT * size : strength >= LEAST_STRENGTH,
    )
    .slice(0, MOST);
}

/** Why something was unusual, in the reader's language. */
export function ExplanationText({
  explanation,
  context,
  unit,
}: {
  explanation: Explanation;
  context: Detection['context'];
  unit: string;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const reasons = worthTelling(explanation);
  const textOf = (feature: Feature): string => {
    // Readings of neighbours may be in another unit.
    const amount = (value: number | null): string =>
      value === null
        ? '–'
        : feature.code === 'neighbour'
          ? format.number(value, { maximumSignificantDigits: 4 })
          : format.quantity(value, unit);
    return translate(`models.reason.${feature.code}`, {
      _: feature.text,
      when: momentWords(context, format.locale, translate),
      name: feature.name ?? '',
      neighbours: context.neighbours.map(({ name }) => name).join(', '),
      expected: amount(feature.expected),
      seen: amount(feature.seen),
      effect: feature.effect === null ? '' : format.quantity(feature.effect, unit),
    });
  };
  return (
    <Box component="ul" sx={{ margin: 0, paddingInlineStart: 5, fontSize: 13, listStyleType: 'disc' }}>
      {(reasons.length > 0 ? reasons : explanation.features.slice(0, 1)).map((feature, index) => (
        <Box
          component="li"
          key={`${feature.code}/${feature.sensorId ?? ''}`}
          sx={{ color: index === 0 ? 'text.primary' : 'text.secondary' }}
        >
          {textOf(feature)}
        </Box>
      ))}
    </Box>
  );
}
