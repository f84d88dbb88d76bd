import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { get } from '../data/http';
import type { Page } from '../data/types';
import { useAction } from '../kit/use-action';
import { NumberField } from './fields';
import { type Measurement, type Role, type SetupSensor, ROLES } from './types';

/** Roles that a sensor of a quantity can have. */
export function rolesFor(quantity: string): Role[] {
  if (quantity === 'flow' || quantity === 'volume')
    return ROLES.filter((role) => role !== 'level' && role !== 'pressure');
  return ROLES.filter((role) => role === quantity);
}

/** Which sensor measures what of the zone. */
export function SensorRoles({
  municipalityId,
  sensors,
  measurements,
  onChange,
}: {
  municipalityId: string;
  sensors: readonly SetupSensor[];
  measurements: readonly Measurement[];
  onChange: (measurements: Measurement[]) => void;
}) {
  const translate = useTranslate();
  const [added, setAdded] = useState<SetupSensor[]>([]);
  const offered = [...sensors, ...added].filter(({ quantity }) => rolesFor(quantity).length > 0);
  const set = (sensorId: string, change: Partial<Measurement> | null) => {
    const others = measurements.filter((each) => each.sensorId !== sensorId);
    const known = measurements.find((each) => each.sensorId === sensorId);
    onChange(change === null ? others : [...others, { sensorId, role: 'inlet', areaM2: null, ...known, ...change }]);
  };
  return (
    <Box component="section">
      <Typography variant="h3" component="h3" sx={{ marginBlockEnd: 2 }}>
        {translate('balance.setup.sensors')}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockEnd: 3 }}>
        {translate('balance.setup.sensors_help')}
      </Typography>
      <Box sx={{ display: 'grid', gap: 3 }}>
        {offered.map((sensor) => {
          const known = measurements.find(({ sensorId }) => sensorId === sensor.id);
          return (
            <Box
              key={sensor.id}
              sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr 1fr' } }}
            >
              <Box sx={{ minInlineSize: 0 }}>
                <Typography variant="body2" noWrap sx={{ fontWeight: 500 }} title={sensor.name}>
                  {sensor.name}
                </Typography>
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  {`${sensor.code} · ${translate(`quantity.${sensor.quantity}`)}`}
                </Typography>
              </Box>
              <TextField
                select
                size="small"
                label={translate('balance.setup.role')}
                value={known?.role ?? ''}
                onChange={({ target }) => set(sensor.id, target.value === '' ? null : { role: target.value as Role })}
              >
                <MenuItem value="">{translate('balance.role.none')}</MenuItem>
                {rolesFor(sensor.quantity).map((role) => (
                  <MenuItem key={role} value={role}>
                    {translate(`balance.role.${role}`)}
                  </MenuItem>
                ))}
              </TextField>
              {known?.role === 'level' && (
                <NumberField
                  label="balance.field.areaM2"
                  unit="m²"
                  value={known.areaM2}
                  onChange={(areaM2) => set(sensor.id, { areaM2 })}
                />
              )}
            </Box>
          );
        })}
        <AddSensor municipalityId={municipalityId} onFound={(sensor) => setAdded((known) => [...known, sensor])} />
      </Box>
    </Box>
  );
}

/** Names a sensor of a neighbouring zone by its code. */
function AddSensor({ municipalityId, onFound }: { municipalityId: string; onFound: (sensor: SetupSensor) => void }) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [code, setCode] = useState('');
  const [unknown, setUnknown] = useState(false);
  const look = async () => {
    const found = await run(() => get<Page<Omit<SetupSensor, 'inZone'>>>('/sensors', { municipalityId, code }));
    const sensor = found?.data[0];
    setUnknown(found !== undefined && sensor === undefined);
    if (sensor === undefined) return;
    onFound({ ...sensor, inZone: false });
    setCode('');
  };
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'start' }}>
      <TextField
        size="small"
        label={translate('balance.setup.other_sensor')}
        value={code}
        error={unknown}
        helperText={unknown ? translate('balance.setup.unknown_sensor') : undefined}
        onChange={({ target }) => setCode(target.value.trim())}
        sx={{ minInlineSize: 260 }}
      />
      <Button disabled={busy || code === ''} onClick={() => void look()}>
        {translate('balance.setup.add')}
      </Button>
    </Box>
  );
}
