import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../data/http';
import { useAction } from '../kit/use-action';
import { DateField, NumberField } from './fields';
import type { BalanceSetup, WaterBalance } from './types';

/** Inputs in the order of the standard table; those that sensors measure may be left empty. */
const INPUTS = [
  'ownSources',
  'imported',
  'exported',
  'billedMetered',
  'billedUnmetered',
  'unbilledMetered',
  'unbilledUnmetered',
  'unauthorisedUse',
] as const;
type Input = (typeof INPUTS)[number];
type Values = Partial<Record<Input, { volumeM3: number | null; ciPercent: number | null }>>;

/** Confidence that is assumed unless another is given, %. */
const USUAL_CI = 2;

/** First day of the month before, and first of this one, in UTC. */
export function lastMonth(now: Date): { from: string; to: string } {
  const month = (shift: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + shift, 1));
  return { from: month(-1).toISOString().slice(0, 10), to: month(0).toISOString().slice(0, 10) };
}

/** The body of a new balance: inputs that were left empty are not sent. */
export function bodyOf(from: string, to: string, values: Values): Record<string, unknown> {
  const given = INPUTS.flatMap((name) => {
    const { volumeM3 = null, ciPercent = null } = values[name] ?? {};
    return volumeM3 === null ? [] : [[name, { volumeM3, ciPercent: ciPercent ?? USUAL_CI }] as const];
  });
  return { from, to, ...Object.fromEntries(given) };
}

/** Asks for the period and the inputs of a water balance. */
export function DrawUpDialog({
  zoneId,
  setup,
  onClose,
  onDone,
}: {
  zoneId: string;
  setup: BalanceSetup;
  onClose: () => void;
  onDone: (made: WaterBalance) => void;
}) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [period, setPeriod] = useState(() => lastMonth(new Date()));
  const [values, setValues] = useState<Values>({});
  const roles = new Set(setup.settings?.measurements.map(({ role }) => role));
  const measured: Partial<Record<Input, boolean>> = {
    ownSources: roles.has('inlet'),
    exported: roles.has('outlet'),
    billedMetered: roles.has('consumer'),
  };
  const set = (name: Input, change: Partial<{ volumeM3: number | null; ciPercent: number | null }>) =>
    setValues((known) => ({ ...known, [name]: { volumeM3: null, ciPercent: null, ...known[name], ...change } }));
  const ready = period.from < period.to && (measured.billedMetered || values.billedMetered?.volumeM3 != null);
  const draw = async () => {
    const made = await run(() =>
      post<WaterBalance>(`/zones/${zoneId}/water-balance`, bodyOf(period.from, period.to, values)),
    );
    if (made) onDone(made);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{translate('balance.water.draw_up')}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 3, paddingBlockStart: 2 }}>
          <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '1fr 1fr' }}>
            <DateField
              label="balance.water.from"
              value={period.from}
              onChange={(from) => setPeriod({ ...period, from: from ?? '' })}
            />
            <DateField
              label="balance.water.to"
              value={period.to}
              onChange={(to) => setPeriod({ ...period, to: to ?? '' })}
            />
          </Box>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate('balance.water.inputs_help')}
          </Typography>
          {INPUTS.map((name) => (
            <Box key={name} sx={{ display: 'grid', gap: 3, gridTemplateColumns: '2fr 1fr' }}>
              <NumberField
                label={`balance.line.${name}`}
                unit="m³"
                value={values[name]?.volumeM3 ?? null}
                help={measured[name] ? 'balance.water.measured_help' : undefined}
                onChange={(volumeM3) => set(name, { volumeM3 })}
              />
              <NumberField
                label="balance.water.ci"
                unit="± %"
                value={values[name]?.ciPercent ?? null}
                placeholder={String(USUAL_CI)}
                onChange={(ciPercent) => set(name, { ciPercent })}
              />
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button variant="contained" disabled={busy || !ready} onClick={() => void draw()}>
          {translate('balance.water.draw_up')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
