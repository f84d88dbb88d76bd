import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { SparkplugGateway } from './sparkplug-gateway';

/** Sparkplug B over a broker of its own, as a host application. */
export default defineGateway(Config, (config, context) => new SparkplugGateway(config, context));
