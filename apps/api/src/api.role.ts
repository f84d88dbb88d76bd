import { AlertsHttpModule } from '@app/alerts';
import { AssetsModule, assetEntities } from '@app/assets';
import { DevicesModule, deviceEntities } from '@app/devices';
import { JobsHttpModule } from '@app/jobs';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { OverviewModule } from '@app/overview';
import type { RoleParts } from '@app/process';
import { RealtimeModule } from '@app/realtime';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { TelemetryHttpModule } from '@app/telemetry';
import { UsersModule, userEntities } from '@app/users';

/** REST, live stream and portal. */
export const apiRole: RoleParts = {
  modules: [
    MunicipalitiesModule,
    AssetsModule,
    DevicesModule,
    SensorsModule,
    TelemetryHttpModule,
    AlertsHttpModule,
    OverviewModule,
    RealtimeModule,
    JobsHttpModule,
    UsersModule,
  ],
  entities: [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities, ...userEntities],
};
