import { MAGIC } from './binary-frame';
import { type Framer, INCOMPLETE } from './framing';

export type Profile = 'line' | 'binary';

const LOGIN = Buffer.from('LOGIN ');
/** Modems greet and chatter before the line is through. */
const MAX_NOISE = 1_024;

/** Tells by its first words what a connection speaks; whatever a modem says before them is skipped. */
export const detectProfile: Framer<Profile> = (bytes) => {
  const seen = bytes.subarray(0, MAX_NOISE + LOGIN.length);
  const magic = seen.indexOf(MAGIC);
  const login = seen.indexOf(LOGIN);
  if (magic < 0 && login < 0) {
    return bytes.length < MAX_NOISE + LOGIN.length ? INCOMPLETE : { kind: 'fatal', reason: 'unknown-protocol' };
  }
  const frame = login < 0 || (magic >= 0 && magic < login) ? 'binary' : 'line';
  return { kind: 'frame', frame, used: frame === 'binary' ? magic : login };
};
