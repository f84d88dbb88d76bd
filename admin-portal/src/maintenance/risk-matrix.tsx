import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import { useColors } from '../theme/use-colors';
import { BANDS, levelOf, type Matrix, toneOf } from './risk-types';

export interface RiskMatrixProps {
  matrix: Matrix;
  /** The chosen cell, if any. */
  chosen: { likelihood: string | undefined; consequence: string | undefined };
  onChoose: (cell: { likelihood: string; consequence: string } | null) => void;
}

/** Counts by likelihood (upwards) and consequence (to the end); a click on a cell narrows the list to it. */
export function RiskMatrix({ matrix, chosen, onChoose }: RiskMatrixProps) {
  const translate = useTranslate();
  const format = useFormat();
  const colors = useColors();
  const counts = new Map(matrix.cells.map((cell) => [`${cell.likelihood}/${cell.consequence}`, cell.count]));
  const axis = { fontSize: 12, color: 'text.secondary', textAlign: 'center' } as const;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box
        role="table"
        aria-label={translate('maintenance.matrix')}
        sx={{ display: 'grid', gap: '2px', gridTemplateColumns: '20px repeat(5, minmax(36px, 1fr))' }}
      >
        {BANDS.toReversed().map((likelihood) => (
          <Box key={likelihood} role="row" sx={{ display: 'contents' }}>
            <Box role="rowheader" sx={{ ...axis, alignSelf: 'center' }}>
              {format.number(likelihood)}
            </Box>
            {BANDS.map((consequence) => {
              const count = counts.get(`${likelihood}/${consequence}`) ?? 0;
              const tone = toneOf[levelOf(likelihood * consequence)];
              const isChosen = chosen.likelihood === String(likelihood) && chosen.consequence === String(consequence);
              const cell = { likelihood: String(likelihood), consequence: String(consequence) };
              return (
                <Box key={consequence} role="cell" sx={{ display: 'grid' }}>
                  <ButtonBase
                    disabled={count === 0 && !isChosen}
                    aria-pressed={isChosen}
                    aria-label={translate('maintenance.cell', {
                      likelihood: format.number(likelihood),
                      consequence: format.number(consequence),
                      count: format.compact(count),
                    })}
                    onClick={() => onChoose(isChosen ? null : cell)}
                    sx={{
                      blockSize: 36,
                      borderRadius: 1,
                      fontSize: 13,
                      fontWeight: 500,
                      fontVariantNumeric: 'tabular-nums',
                      color: count === 0 ? 'transparent' : tone === 'neutral' ? colors.text : colors.priorityText[tone],
                      backgroundColor: tone === 'neutral' ? colors.sunken : colors.prioritySoft[tone],
                      outline: isChosen ? `2px solid ${colors.accent}` : 'none',
                      '&:hover': { filter: 'brightness(0.97)' },
                    }}
                  >
                    {format.compact(count)}
                  </ButtonBase>
                </Box>
              );
            })}
          </Box>
        ))}
        <Box role="row" sx={{ display: 'contents' }}>
          <Box role="cell" />
          {BANDS.map((consequence) => (
            <Box key={consequence} role="columnheader" sx={axis}>
              {format.number(consequence)}
            </Box>
          ))}
        </Box>
      </Box>
      <Box sx={{ ...axis, textAlign: 'start', paddingInlineStart: '22px' }}>{translate('maintenance.axes')}</Box>
    </Box>
  );
}
