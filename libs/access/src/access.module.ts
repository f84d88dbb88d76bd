import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { DenialInterceptor } from './denial.interceptor';
import { ForeignObjects } from './foreign-objects';
import { RouteCheck } from './route-check';

/**
 * Guards every HTTP route of the app that imports it. Needs the modules of tenancy, of auth, which
 * provides the authenticator, and of audit, which provides the log of refusals.
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    ForeignObjects,
    RouteCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: DenialInterceptor },
  ],
})
export class AccessModule {}
