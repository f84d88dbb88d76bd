import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { SETTINGS, type Settings } from '@app/config';
import { HealthRegistry } from '@app/observability';
import { type INestApplication, Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { ControlAccess } from './control-access';
import { ControlServer } from './control-server';

/** Brings the control topics to an application. */
@Injectable()
export class ControlTopics {
  private readonly logger = new Logger(ControlTopics.name);
  private readonly server: ControlServer;

  constructor(
    access: ControlAccess,
    @Inject(SETTINGS) { MQTT_URL: url, MQTT_CA_FILE: ca, PORT }: Settings,
    @Optional() health?: HealthRegistry,
  ) {
    this.server = new ControlServer(access, {
      url,
      ca: ca === undefined ? undefined : readFileSync(ca, 'utf8'),
      process: `${hostname()}-${PORT}`,
    });
    health?.add({
      name: 'controlTopics',
      critical: false,
      check: () => ({ status: this.server.connected ? 'up' : 'degraded' }),
    });
  }

  /**
   * Adds them as a microservice beside the HTTP server, once that listens: what waits at the broker is delivered at once.
   * Does not wait for the broker, which may come later. Closing the application ends them.
   */
  connect(app: INestApplication): void {
    app.connectMicroservice({ strategy: this.server });
    app.startAllMicroservices().catch((error: unknown) => this.logger.error(String(error)));
  }
}
