export { TwinHttpModule, TwinJobsModule } from './twin.module';
