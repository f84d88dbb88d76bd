import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { TcpGateway } from './tcp-gateway';

/** Telemetry over TCP: lines of data loggers, and binary frames with a checksum. */
export default defineGateway(Config, (config, context) => new TcpGateway(config, context));
