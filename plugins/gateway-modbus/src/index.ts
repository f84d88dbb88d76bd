import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { ModbusGateway } from './modbus-gateway';

/** Telemetry from controllers and meters that are asked by Modbus TCP. */
export default defineGateway(Config, (config, context) => new ModbusGateway(config, context));
