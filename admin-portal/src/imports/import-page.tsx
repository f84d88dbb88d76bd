import Box from '@mui/material/Box';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Page, PageHeader } from '../components/page-header';
import { ErrorState, PageSkeleton } from '../components/states';
import { ColumnsStep } from './columns-step';
import { FileStep } from './file-step';
import { ImportState } from './import-state';
import { type HistoryImport, type Step as StepName, stepOf, STEPS } from './import-types';
import { RunStep } from './run-step';
import { TrialStep } from './trial-step';
import { useImport } from './use-import';

/** One import, from its file to its end. */
export function ImportPage() {
  const { id = 'new' } = useParams();
  const known = id === 'new' ? null : id;
  const { item, error, retry, put } = useImport(known);
  if (error) {
    return (
      <Page>
        <ErrorState error={error} onRetry={retry} />
      </Page>
    );
  }
  if (known !== null && item === null) return <PageSkeleton />;
  return <Steps key={known} item={item} put={put} />;
}

function Steps({ item, put }: { item: HistoryImport | null; put: (item: HistoryImport) => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [back, setBack] = useState(false);
  const own = stepOf(item);
  const step: StepName = back && own === 'trial' ? 'columns' : own;
  const changed = (next: HistoryImport): void => {
    setBack(false);
    put(next);
    if (item === null) void navigate(`/imports/${next.id}`, { replace: true });
  };
  return (
    <Page>
      <PageHeader
        title={item?.fileName ?? 'imports.begin'}
        subtitle={item ? <ImportState state={item.state} /> : translate('imports.note')}
      />
      <Stepper
        activeStep={item?.state === 'finished' ? STEPS.length : STEPS.indexOf(step)}
        alternativeLabel
        sx={{ marginBlockEnd: 6, maxInlineSize: 720 }}
      >
        {STEPS.map((name) => (
          <Step key={name}>
            <StepLabel>{translate(`imports.step.${name}`)}</StepLabel>
          </Step>
        ))}
      </Stepper>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {step === 'file' && <FileStep unfinished={item} onDone={changed} />}
        {step === 'columns' && item && <ColumnsStep item={item} onDone={changed} />}
        {step === 'trial' && item && <TrialStep item={item} onDone={changed} onBack={() => setBack(true)} />}
        {step === 'run' && item && <RunStep item={item} onDone={changed} />}
      </Box>
    </Page>
  );
}
