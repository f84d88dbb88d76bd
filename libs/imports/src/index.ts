export { ImportsHttpModule, ImportsJobsModule } from './imports.module';
