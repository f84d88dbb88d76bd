import { defineGateway } from '@app/plugin-sdk';
import { Config } from './config';
import { SmsGateway } from './sms-gateway';

/** Telemetry in text messages: by SMPP 3.4 from an SMS centre, or by the calls of a provider. */
export default defineGateway(Config, (config, context) => new SmsGateway(config, context));
