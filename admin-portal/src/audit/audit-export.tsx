import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { freshToken } from '../auth/session';
import { API_BASE, queryString, type QueryValue } from '../data/http';
import { ApiError, type Problem } from '../data/problem';
import { saveFile } from '../kit/download';
import { useAction } from '../kit/use-action';

/** Fetches the trail as NDJSON; the file can be verified away from the platform. */
async function fetchExport(query: Readonly<Record<string, QueryValue>>): Promise<Blob> {
  const token = await freshToken();
  const response = await fetch(`${API_BASE}/audit/export${queryString(query)}`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    credentials: 'same-origin',
  });
  if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as Problem);
  return response.blob();
}

/** Saves the chains in sight as a file. */
export function AuditExport({ query }: { query: Readonly<Record<string, QueryValue>> }) {
  const translate = useTranslate();
  const action = useAction();
  const save = async (): Promise<void> => {
    const file = await action.run(() => fetchExport({ municipalityId: query.municipalityId }));
    if (file) saveFile(`audit-${new Date().toISOString().slice(0, 10)}.ndjson`, file);
  };
  return (
    <Button variant="outlined" loading={action.busy} onClick={() => void save()}>
      {translate('audit.export')}
    </Button>
  );
}
