import { type GatewayContext, z } from '@app/plugin-sdk';
import type { Route } from './network-event';

const MAX_KNOWN = 20_000;
const KEPT_S = 90 * 86_400;
const route = z.object({ application: z.string(), device: z.string() });

/** Where orders to a device go: learned from its uplinks, and kept over restarts. */
export class Routes {
  private readonly known = new Map<string, Route>();

  constructor(private readonly context: GatewayContext) {}

  async learn(devEui: string, { application, device }: Route): Promise<void> {
    const before = this.known.get(devEui);
    if (before?.application === application && before.device === device) return;
    this.keep(devEui, { application, device });
    const value = Buffer.from(JSON.stringify({ application, device }));
    try {
      await this.context.state.put(`route:${devEui}`, value, KEPT_S);
    } catch (error) {
      // Its readings are stored; until the next restart the route is known all the same.
      this.context.logger.warn(`The way to ${devEui} is not kept: ${(error as Error).message}`);
    }
  }

  /** @returns null when the device was never heard here */
  async of(devEui: string): Promise<Route | null> {
    const known = this.known.get(devEui);
    if (known !== undefined) return known;
    const kept = await this.context.state.get(`route:${devEui}`);
    if (kept === null) return null;
    const found = route.parse(JSON.parse(Buffer.from(kept).toString()));
    this.keep(devEui, found);
    return found;
  }

  private keep(devEui: string, found: Route): void {
    const [oldest] = this.known.keys();
    if (this.known.size >= MAX_KNOWN && oldest !== undefined) this.known.delete(oldest);
    this.known.set(devEui, found);
  }
}
