import { defineGateway } from '@app/plugin-sdk';
import { CoapGateway } from './coap-gateway';
import { Config } from './config';

/** NB-IoT devices: telemetry over CoAP (JSON, CBOR, SenML), with keys over DTLS or TLS, and LwM2M. */
export default defineGateway(Config, (config, context) => new CoapGateway(config, context));
