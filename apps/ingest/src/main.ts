import { composeProcess, runProcess } from '@app/process';
import { ingestRole } from './ingest.role';

void runProcess({ name: 'ingest', compose: composeProcess([ingestRole]) });
