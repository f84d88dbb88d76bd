export { BalanceHttpModule, BalanceJobsModule } from './balance.module';
