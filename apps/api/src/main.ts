import { runProcess } from '@app/process';
import { apiRole } from './api.role';

void runProcess({ name: 'api', roles: [apiRole] });
