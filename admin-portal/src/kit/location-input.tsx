import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useInput, useTranslate } from 'ra-core';
import { useEffect, useState } from 'react';
import type { LonLat } from '../data/types';
import { useFieldText } from './inputs';
import { MiniMap } from './mini-map';

export interface LocationInputProps {
  source: string;
  /** Key of the catalogue. */
  label?: string;
  /** Where the map looks while there is no position. */
  center?: LonLat | null;
  /** Drawn for orientation. */
  context?: readonly GeoJSON.Geometry[];
  required?: boolean;
}

/** A place: clicked on a small map, or typed. Empty is null. */
export function LocationInput({ source, label = 'kit.position', center, context, required }: LocationInputProps) {
  const translate = useTranslate();
  const { field, fieldState } = useInput<LonLat | null>({
    source,
    defaultValue: null,
    validate: required ? (value: LonLat | null) => (value ? undefined : 'ra.validation.required') : undefined,
  });
  const value: LonLat | null = field.value || null;
  const text = useFieldText(messageOf(fieldState.error), 'kit.pick_place');
  return (
    <Box role="group" aria-label={translate(label)} sx={{ display: 'grid', gap: 2, gridColumn: '1 / -1' }}>
      <Typography variant="body2">{translate(label)}</Typography>
      <MiniMap
        label={translate(label)}
        height={220}
        center={center}
        context={context}
        marks={value ? [{ at: value, kind: 'normal', label: translate(label) }] : []}
        onPick={(at) => field.onChange(at)}
      />
      <PositionFields value={value} onChange={(at) => field.onChange(at)} />
      {text && <FormHelperText error={fieldState.invalid}>{text}</FormHelperText>}
    </Box>
  );
}

/** A fault of the whole position, or of one of its parts. */
function messageOf(error: unknown): string | undefined {
  const { message, lon, lat } = (error ?? {}) as {
    message?: string;
    lon?: { message?: string };
    lat?: { message?: string };
  };
  return message ?? lon?.message ?? lat?.message;
}

/** Longitude and latitude as two fields; answers null while one is missing. */
export function PositionFields({ value, onChange }: { value: LonLat | null; onChange: (at: LonLat | null) => void }) {
  const translate = useTranslate();
  const [lon, setLon] = useState(value ? String(value.lon) : '');
  const [lat, setLat] = useState(value ? String(value.lat) : '');
  useEffect(() => {
    if (!value) return;
    // While typing "12." the text stays as it is.
    setLon((text) => (Number(text) === value.lon && text !== '' ? text : String(value.lon)));
    setLat((text) => (Number(text) === value.lat && text !== '' ? text : String(value.lat)));
  }, [value]);
  const change = (nextLon: string, nextLat: string): void => {
    setLon(nextLon);
    setLat(nextLat);
    const at = { lon: Number(nextLon), lat: Number(nextLat) };
    const good = nextLon.trim() !== '' && nextLat.trim() !== '' && Math.abs(at.lon) <= 180 && Math.abs(at.lat) <= 90;
    if (good) onChange(at);
    else if (nextLon.trim() === '' && nextLat.trim() === '') onChange(null);
  };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 3 }}>
      <TextField
        type="number"
        label={translate('kit.longitude')}
        value={lon}
        onChange={(event) => change(event.target.value, lat)}
        slotProps={{ htmlInput: { step: 'any', min: -180, max: 180 } }}
      />
      <TextField
        type="number"
        label={translate('kit.latitude')}
        value={lat}
        onChange={(event) => change(lon, event.target.value)}
        slotProps={{ htmlInput: { step: 'any', min: -90, max: 90 } }}
      />
    </Box>
  );
}
