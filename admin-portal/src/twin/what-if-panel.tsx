import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { Geometry } from 'geojson';
import { useTranslate } from 'ra-core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { request } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { useAction } from '../kit/use-action';
import { scenarioBody, scenariosOf, type Scenario } from './scenarios';
import type { WhatIfRequest, WhatIfResult } from './types';
import { useTwins } from './use-twin';

/** What would happen if this asset failed; nothing where there is no twin, or no right to ask. */
export function WhatIfPanel({
  asset,
  frame,
  onResult,
}: {
  asset: { id: string; class: string; municipalityId: string; zoneId: string | null };
  /** What it stands in, where there is something to ask. */
  frame: (content: ReactNode) => ReactNode;
  /** Told the area that would be affected; null when nothing would. */
  onResult?: (area: Geometry | null) => void;
}) {
  const mayAsk = useCan('create', 'Twin');
  const scenarios = scenariosOf(asset.class);
  const { data } = useTwins(asset.municipalityId, mayAsk && scenarios.length > 0);
  const twin =
    data?.data.find(({ zoneId }) => zoneId === asset.zoneId) ?? data?.data.find(({ zoneId }) => zoneId === null);
  if (!mayAsk || scenarios.length === 0 || !twin) return null;
  return frame(<Asking twinId={twin.id} assetId={asset.id} scenarios={scenarios} onResult={onResult} />);
}

function Asking({
  twinId,
  assetId,
  scenarios,
  onResult,
}: {
  twinId: string;
  assetId: string;
  scenarios: readonly Scenario[];
  onResult?: (area: Geometry | null) => void;
}) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [scenario, setScenario] = useState<Scenario>(scenarios[0] ?? 'close');
  const [diameterMm, setDiameterMm] = useState(50);
  const [durationH, setDurationH] = useState(0);
  const [isolate, setIsolate] = useState(false);
  const [result, setResult] = useState<WhatIfResult | null>(null);
  const body: WhatIfRequest = scenarioBody(scenario, assetId, { diameterMm, durationH, isolate });
  const ask = () =>
    run(async () => {
      const { data } = await request<WhatIfResult>('POST', `/twins/${twinId}/what-if`, { body });
      setResult(data);
      onResult?.(data.area);
    });
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))' }}>
        <TextField
          select
          size="small"
          label={translate('twin.what_if.what')}
          value={scenario}
          onChange={({ target }) => setScenario(target.value as Scenario)}
        >
          {scenarios.map((each) => (
            <MenuItem key={each} value={each}>
              {translate(`twin.what_if.scenario.${each}`)}
            </MenuItem>
          ))}
        </TextField>
        {scenario === 'burst' && (
          <TextField
            type="number"
            size="small"
            label={translate('twin.what_if.diameter')}
            value={diameterMm}
            onChange={({ target }) => setDiameterMm(Number(target.value))}
            slotProps={{ htmlInput: { min: 1, max: 2000 } }}
          />
        )}
        <TextField
          select
          size="small"
          label={translate('twin.what_if.duration')}
          value={durationH}
          onChange={({ target }) => setDurationH(Number(target.value))}
        >
          <MenuItem value={0}>{translate('twin.what_if.now')}</MenuItem>
          {[3, 6, 12, 24].map((hours) => (
            <MenuItem key={hours} value={hours}>
              {translate('twin.what_if.hours', { smart_count: hours, count: hours })}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      {scenario === 'burst' && (
        <FormControlLabel
          control={<Switch checked={isolate} onChange={(_event, on) => setIsolate(on)} />}
          label={translate('twin.what_if.isolate')}
        />
      )}
      <Box>
        <Button variant="outlined" disabled={busy} onClick={() => void ask()}>
          {translate(busy ? 'twin.what_if.busy' : 'twin.what_if.ask')}
        </Button>
      </Box>
      {result && <Answer result={result} />}
    </Box>
  );
}

function Answer({ result }: { result: WhatIfResult }) {
  const translate = useTranslate();
  const format = useFormat();
  const worst = result.nodes.filter(({ affected }) => affected).slice(0, 5);
  return (
    <Box role="status" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="body2" sx={{ fontWeight: 500 }}>
        {result.affectedNodes === 0
          ? translate('twin.what_if.nobody')
          : translate('twin.what_if.affected', {
              customers: format.number(result.affectedCustomers),
              nodes: format.number(result.affectedNodes),
              total: format.number(result.totalNodes),
            })}
      </Typography>
      {result.burstM3h !== null && (
        <Typography variant="body2">
          {translate('twin.what_if.lost', { flow: format.quantity(result.burstM3h, 'm3/h') })}
        </Typography>
      )}
      {result.valvesToClose.length > 0 && (
        <Typography variant="body2">
          {translate('twin.what_if.valves')}{' '}
          {result.valvesToClose.map(({ assetId, elementId, name }, index) => (
            <span key={elementId}>
              {index > 0 && ', '}
              {assetId ? (
                <Link to={`/assets/${assetId}/show`} style={{ color: 'inherit' }}>
                  {name}
                </Link>
              ) : (
                name
              )}
            </span>
          ))}
        </Typography>
      )}
      {worst.length > 0 && (
        <Box component="ul" sx={{ margin: 0, paddingInlineStart: 5, fontSize: 13 }}>
          {worst.map(({ elementId, beforeKpa, afterKpa }) => (
            <li key={elementId}>
              <bdi>{elementId}</bdi>: {format.quantity(beforeKpa, 'kPa')} → {format.quantity(afterKpa, 'kPa')}
            </li>
          ))}
        </Box>
      )}
      {result.notes.map((note) => (
        <Alert key={note} severity="info" variant="outlined">
          {note}
        </Alert>
      ))}
    </Box>
  );
}
