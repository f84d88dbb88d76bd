import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ROUTE_ACCESS } from './decorators';

/** Refuses to start while any route has not declared who may enter it. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws {Error} naming every undeclared route */
  onApplicationBootstrap(): void {
    const open = this.undeclared();
    if (open.length > 0) {
      throw new Error(
        `Routes without @Authorize, @SignedIn or @Public: ${open.join(', ')}. Declare who may enter them.`,
      );
    }
  }

  private undeclared(): string[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, handler: prototype[name] }))
        .filter(({ handler }) => handler !== undefined && Reflect.hasMetadata(PATH_METADATA, handler))
        .filter(
          ({ handler }) =>
            this.reflector.getAllAndOverride(ROUTE_ACCESS, [handler as () => unknown, metatype]) === undefined,
        )
        .map(({ name }) => `${metatype.name}.${name}`);
    });
  }
}
