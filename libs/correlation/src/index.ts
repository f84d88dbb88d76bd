export { CorrelationHttpModule, CorrelationJobsModule } from './correlation.module';
export { Correlator } from './correlator';
