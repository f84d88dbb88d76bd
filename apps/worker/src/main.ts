import { runProcess } from '@app/process';
import { workerRole } from './worker.role';

void runProcess({ name: 'worker', roles: [workerRole] });
