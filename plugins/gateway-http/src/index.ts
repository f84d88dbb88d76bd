import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { HttpGateway } from './http-gateway';

/** Telemetry over HTTP: `POST /api/v1/telemetry`. */
export default defineGateway(Config, (config, context) => new HttpGateway(config, context));
