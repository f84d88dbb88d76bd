import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type ReactNode, useState } from 'react';
import { request } from '../data/http';
import { useAction } from '../kit/use-action';
import { DateField, NumberField, TimeField } from './fields';
import { SensorRoles } from './sensor-roles';
import type { BalanceSettings, BalanceSetup } from './types';

type Numbers = 'population' | 'connections' | 'mainsKm' | 'pressureM';
type Known = 'litresPerPersonHour' | 'fixedNightUse' | 'n1' | 'meterPercent';

const facts: readonly { name: Numbers; unit?: string }[] = [
  { name: 'population' },
  { name: 'connections' },
  { name: 'mainsKm', unit: 'km' },
  { name: 'pressureM', unit: 'm' },
];
const assumptions: readonly { name: Known; unit?: string }[] = [
  { name: 'litresPerPersonHour', unit: 'L/h' },
  { name: 'fixedNightUse', unit: 'm³/h' },
  { name: 'n1' },
  { name: 'meterPercent', unit: '± %' },
];
const grid = { display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } } as const;

/** Says which sensors measure a zone and what is assumed of it; begins with what is set, or suggested. */
export function SetupDialog({
  setup,
  onClose,
  onDone,
}: {
  setup: BalanceSetup;
  onClose: () => void;
  onDone: () => void;
}) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [draft, setDraft] = useState<BalanceSettings>(setup.settings ?? setup.suggestion);
  // The version that the draft began from, whatever is fetched meanwhile.
  const [version] = useState(setup.version);
  const set = (change: Partial<BalanceSettings>) => setDraft((known) => ({ ...known, ...change }));
  const save = async () => {
    const call = () =>
      request<BalanceSetup>('PUT', `/zones/${setup.zoneId}/balance-setup`, { body: draft, ifMatch: version });
    if (await run(call, 'balance.setup.saved')) onDone();
  };
  const ready = draft.measurements.every(({ role, areaM2 }) => role !== 'level' || areaM2 !== null);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md">
      <DialogTitle>{translate('balance.setup.title')}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 5, paddingBlockStart: 2 }}>
          <SensorRoles
            municipalityId={setup.municipalityId}
            sensors={setup.sensors}
            measurements={draft.measurements}
            onChange={(measurements) => set({ measurements })}
          />
          <Part title="balance.setup.zone">
            {facts.map(({ name, unit }) => (
              <NumberField
                key={name}
                label={`balance.field.${name}`}
                unit={unit}
                value={draft[name]}
                onChange={(value) => set({ [name]: value })}
              />
            ))}
          </Part>
          <Part title="balance.setup.night">
            <TimeField
              label="balance.field.nightFrom"
              value={draft.nightFrom}
              onChange={(value) => value && set({ nightFrom: value })}
            />
            <TimeField
              label="balance.field.nightTo"
              value={draft.nightTo}
              onChange={(value) => value && set({ nightTo: value })}
            />
            {assumptions.map(({ name, unit }) => (
              <NumberField
                key={name}
                label={`balance.field.${name}`}
                unit={unit}
                value={draft[name]}
                onChange={(value) => value !== null && set({ [name]: value })}
              />
            ))}
            <DateField
              label="balance.field.learnFrom"
              help="balance.field.learnFrom_help"
              value={draft.learnFrom}
              onChange={(learnFrom) => set({ learnFrom })}
            />
          </Part>
          <AlarmPart alarm={draft.alarm} onChange={(alarm) => set({ alarm })} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button variant="contained" disabled={busy || !ready} onClick={() => void save()}>
          {translate('actions.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Box component="section">
      <Typography variant="h3" component="h3" sx={{ marginBlockEnd: 3 }}>
        {translate(title)}
      </Typography>
      <Box sx={grid}>{children}</Box>
    </Box>
  );
}

function AlarmPart({
  alarm,
  onChange,
}: {
  alarm: BalanceSettings['alarm'];
  onChange: (alarm: BalanceSettings['alarm']) => void;
}) {
  const translate = useTranslate();
  const number = (name: 'leastRiseLps' | 'sigmas' | 'nights' | 'stepPercent', unit?: string) => (
    <NumberField
      label={`balance.field.${name}`}
      unit={unit}
      value={alarm[name]}
      onChange={(value) => value !== null && onChange({ ...alarm, [name]: value })}
    />
  );
  return (
    <Part title="balance.setup.alarm">
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={alarm.enabled}
            onChange={(_event, enabled) => onChange({ ...alarm, enabled })}
          />
        }
        label={translate('balance.field.alarm')}
        slotProps={{ typography: { variant: 'body2' } }}
        sx={{ marginInlineStart: 0, gap: 2 }}
      />
      {number('leastRiseLps', 'L/s')}
      {number('sigmas', 'σ')}
      {number('nights')}
      {number('stepPercent', '%')}
    </Part>
  );
}
