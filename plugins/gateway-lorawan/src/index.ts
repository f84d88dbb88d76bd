import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { LorawanGateway } from './lorawan-gateway';

/** Uplinks of LoRaWAN networks: ChirpStack, The Things Stack, or raw frames. */
export default defineGateway(Config, (config, context) => new LorawanGateway(config, context));
