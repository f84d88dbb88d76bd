import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork } from '@app/database';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

/**
 * A broker in this process knows nobody when it starts: devices that were connected when the process before it ended are
 * not, until they come back. With an outside broker their wills tell.
 */
@Injectable()
export class ConnectionReset implements OnModuleInit {
  constructor(
    private readonly units: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.settings.MQTT_URL !== undefined) return;
    const tenants = await this.units.run([], ({ sql }) => sql<{ id: number }>('select id from tenants'));
    await this.units.run(
      tenants.map(({ id }) => id),
      ({ sql }) => sql(`update devices set online = false where protocol = 'mqtt' and online`),
    );
  }
}
