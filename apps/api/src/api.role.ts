import { AlertsHttpModule } from '@app/alerts';
import { AssetsModule, assetEntities } from '@app/assets';
import { AuditHttpModule } from '@app/audit';
import { BalanceHttpModule } from '@app/balance';
import { CodecsModule, codecEntities } from '@app/codecs';
import { CorrelationHttpModule } from '@app/correlation';
import { DetectionHttpModule } from '@app/detection';
import { DevicesModule, deviceEntities } from '@app/devices';
import { GisModule } from '@app/gis';
import { ImportsHttpModule } from '@app/imports';
import { JobsHttpModule } from '@app/jobs';
import { MaintenanceHttpModule } from '@app/maintenance';
import { ModelsHttpModule } from '@app/models';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { OverviewModule } from '@app/overview';
import { PluginsHttpModule } from '@app/plugins';
import type { RoleParts } from '@app/process';
import { RealtimeModule } from '@app/realtime';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { TelemetryHttpModule } from '@app/telemetry';
import { TwinHttpModule } from '@app/twin';
import { UsersModule, userEntities } from '@app/users';

/** REST, live stream and portal. */
export const apiRole: RoleParts = {
  modules: [
    MunicipalitiesModule,
    AssetsModule,
    DevicesModule,
    CodecsModule,
    SensorsModule,
    GisModule,
    TelemetryHttpModule,
    DetectionHttpModule,
    ImportsHttpModule,
    AlertsHttpModule,
    CorrelationHttpModule,
    ModelsHttpModule,
    MaintenanceHttpModule,
    TwinHttpModule,
    BalanceHttpModule,
    OverviewModule,
    RealtimeModule,
    JobsHttpModule,
    UsersModule,
    AuditHttpModule,
    PluginsHttpModule,
  ],
  entities: [
    ...municipalityEntities,
    ...assetEntities,
    ...deviceEntities,
    ...codecEntities,
    ...sensorEntities,
    ...userEntities,
  ],
};
