import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { EmbeddedBroker } from './embedded-broker';
import { OutsideBroker } from './outside-broker';

/** Telemetry over MQTT, through a broker in this process or through one of its own. */
export default defineGateway(Config, (config, context) => {
  const { url } = config;
  return url === undefined ? new EmbeddedBroker(config, context) : new OutsideBroker({ ...config, url }, context);
});
