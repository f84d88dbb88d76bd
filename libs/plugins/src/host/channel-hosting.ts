import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PluginHost } from './plugin-host';

/** Lets the host run channels, in processes that send messages. */
@Injectable()
export class ChannelHosting implements OnModuleInit {
  constructor(private readonly host: PluginHost) {}

  onModuleInit(): void {
    this.host.serve(['channel']);
  }
}
