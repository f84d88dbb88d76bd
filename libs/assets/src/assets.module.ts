import { ResourcesModule } from '@app/resources';
import { Module } from '@nestjs/common';
import { AssetService } from './asset.service';
import { AssetsController } from './assets.controller';
import { NetworkImportController } from './network-import.controller';
import { NetworkImportListeners } from './network-import.listeners';
import { NetworkImportService } from './network-import.service';
import { NetworkReader } from './network/network-reader';
import { ZoneService } from './zone.service';
import { ZonesController } from './zones.controller';

/** Zones, assets and the import of networks over HTTP. */
@Module({
  imports: [ResourcesModule],
  controllers: [ZonesController, AssetsController, NetworkImportController],
  providers: [ZoneService, AssetService, NetworkImportService, NetworkImportListeners, NetworkReader],
  exports: [ZoneService, AssetService, NetworkImportService, NetworkImportListeners],
})
export class AssetsModule {}
