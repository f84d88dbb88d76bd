import type { SimulatedProtocol } from '../../operation/protocols';
import { type DeviceLink, HttpLink, MqttLink } from '../device-link';
import { CoapLink } from './coap-link';
import type { Hook } from './hook';
import type { LinkDevice } from './link-device';
import { LorawanLink } from './lorawan-link';
import { SmsLink } from './sms-link';
import { TcpLink } from './tcp-link';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Where devices find the platform. */
export interface LinkAddresses {
  /** Origin of the HTTP server. */
  readonly server: string;
  readonly mqtt: string;
  readonly tcp: HostPort;
  readonly coap: HostPort;
  /** Instances that providers call; null: there is none. */
  readonly hooks: { readonly lorawan: Hook | null; readonly sms: Hook | null };
}

/** @throws {Error} when there is no way to the platform for this protocol */
export function openLink(
  protocol: SimulatedProtocol,
  addresses: LinkAddresses,
  device: LinkDevice,
  onProblem: (message: string) => void,
): DeviceLink {
  const { server, mqtt, tcp, coap, hooks } = addresses;
  switch (protocol) {
    case 'mqtt':
      return new MqttLink(mqtt, device, onProblem);
    case 'http':
      return new HttpLink(server, device);
    case 'tcp':
      return new TcpLink(tcp, device);
    case 'coap':
      return new CoapLink(coap, device);
    case 'lorawan':
      return new LorawanLink(found(hooks.lorawan, protocol), device);
    default:
      return new SmsLink(found(hooks.sms, protocol), device);
  }
}

function found(hook: Hook | null, protocol: string): Hook {
  if (hook === null) throw new Error(`The platform has no instance for ${protocol}`);
  return hook;
}
