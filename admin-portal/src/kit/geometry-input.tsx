import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { useState } from 'react';
import { FileButton } from './file-button';
import { useFieldText } from './inputs';
import { MiniMap } from './mini-map';

/** Reads GeoJSON text (a geometry, feature or collection) as one geometry of an allowed type; null: it is none. */
export function readGeometry(text: string, types: readonly string[]): GeoJSON.Geometry | null {
  try {
    const parsed = JSON.parse(text) as GeoJSON.GeoJSON;
    const geometry =
      parsed.type === 'FeatureCollection'
        ? parsed.features[0]?.geometry
        : parsed.type === 'Feature'
          ? parsed.geometry
          : parsed;
    return geometry && types.includes(geometry.type) && 'coordinates' in geometry && Array.isArray(geometry.coordinates)
      ? geometry
      : null;
  } catch {
    return null;
  }
}

export interface GeometryInputProps {
  source: string;
  /** Keys of the catalogue. */
  label: string;
  help: string;
  wrong: string;
  types: readonly string[];
  required?: boolean;
  context?: readonly GeoJSON.Geometry[];
}

/** A GeoJSON geometry: pasted or loaded from a file, and shown on a small map. Empty is null. */
export function GeometryInput({ source, label, help, wrong, types, required, context }: GeometryInputProps) {
  const translate = useTranslate();
  const [draft, setDraft] = useState<string | null>(null);
  const { field, fieldState } = useInput<GeoJSON.Geometry | null>({
    source,
    defaultValue: null,
    validate: (value: GeoJSON.Geometry | null) =>
      draft !== null && draft.trim() !== '' ? wrong : required && !value ? 'ra.validation.required' : undefined,
  });
  const value: GeoJSON.Geometry | null = field.value || null;
  const error = fieldState.error ? (fieldState.error.message ?? wrong) : undefined;
  const text = useFieldText(draft !== null && draft.trim() !== '' ? wrong : error, help);
  const take = (next: string): void => {
    const geometry = readGeometry(next, types);
    setDraft(geometry || next.trim() === '' ? null : next);
    field.onChange(geometry);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridColumn: '1 / -1' }}>
      {value && <MiniMap label={translate(label)} height={220} shapes={[value]} context={context} />}
      <TextField
        multiline
        minRows={2}
        maxRows={8}
        required={required}
        label={translate(label)}
        value={draft ?? (value ? JSON.stringify(value) : '')}
        onChange={(event) => take(event.target.value)}
        error={draft !== null || fieldState.invalid}
        helperText={text}
        slotProps={{
          htmlInput: { style: { fontFamily: 'ui-monospace, monospace', fontSize: 12 }, dir: 'ltr', spellCheck: false },
        }}
      />
      <FileButton
        accept=".json,.geojson,application/geo+json,application/json"
        onFile={(file) => void file.text().then(take)}
      >
        {translate('kit.from_file')}
      </FileButton>
    </Box>
  );
}

/** The outline of an area. */
export function BoundaryInput({
  source = 'boundary',
  context,
}: {
  source?: string;
  context?: readonly GeoJSON.Geometry[];
}) {
  return (
    <GeometryInput
      source={source}
      label="kit.boundary"
      help="kit.boundary_help"
      wrong="kit.boundary_wrong"
      types={['Polygon', 'MultiPolygon']}
      context={context}
    />
  );
}
