import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { RunState } from './run-state';
import { useTwins } from './use-twin';

/** Twins of a municipality as links, each with how it fares. */
export function TwinNames({ municipalityId }: { municipalityId: string }) {
  const translate = useTranslate();
  const { data } = useTwins(municipalityId);
  if (!data) return <>–</>;
  if (data.data.length === 0) return <>{translate('twin.empty_title')}</>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {data.data.map((twin) => (
        <li key={twin.id}>
          <Link to={`/twins/${twin.id}/show`}>{twin.name}</Link> · <RunState twin={twin} />
        </li>
      ))}
    </Box>
  );
}
