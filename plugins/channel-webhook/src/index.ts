import { defineChannel } from '@app/plugin-sdk';
import { Config } from './config';
import { WebhookChannel } from './webhook-channel';

export default defineChannel(Config, (config, context) => new WebhookChannel(config, context));
