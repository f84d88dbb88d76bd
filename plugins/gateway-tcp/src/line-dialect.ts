import { type DeviceCommand, type TelemetryColumns, decodeTelemetryJson, unreadable } from '@app/plugin-sdk';
import type { LoggerModel } from './config';
import type { Dialect, Peer, Reply } from './dialect';
import { nextLine } from './line-frame';
import { readPairs, readPlain, readValues } from './line-readings';
import { type LineTemplate, parseTemplate, templateOf } from './line-template';

const MAX_HEADER = 2_000;
const login = /^LOGIN +([A-Za-z0-9_-]{1,64}) +(\S{16,512})((?: +[a-z]+=[A-Za-z0-9_.-]{1,64})*) *$/;
const sequenced = /^#(\d{1,10}) +/;
const settled = /^(DONE|FAIL) +([0-9a-f-]{36})(?: +(.*))?$/;

export type Models = Readonly<Record<string, LoggerModel>>;

/** Text lines: `LOGIN <deviceId> <token>`, then readings, each line answered by `OK <n>` or `ERR <reason>`. */
export class LineDialect implements Dialect<Buffer> {
  readonly framer = nextLine;
  private boot: string | null = null;
  /** First line of what is kept of a message, which says how to read it again; '' for plain lines. */
  private preamble = '';
  private template: LineTemplate | null = null;
  private over = false;

  constructor(
    private readonly peer: Peer,
    private readonly models: Models,
  ) {}

  async handle(bytes: Buffer): Promise<Reply> {
    if (this.over) return { bytes: null, close: true };
    const line = textOf(bytes);
    if (this.peer.identity === null) return line === null ? this.turnAway('login-first') : this.login(line);
    if (line === null) return this.readings(bytes, null, null);
    if (line.startsWith('LOGIN ')) return this.secondLogin();
    if (line === 'PING') return say('PONG');
    if (line === 'QUIT') return { ...say('BYE'), close: true };
    if (line.startsWith('HEADER ')) return this.header(line.slice('HEADER '.length).trim());
    const [, word, commandId, detail = ''] = settled.exec(line) ?? [];
    if (commandId !== undefined) {
      if (await this.peer.settle(commandId, word === 'DONE', detail.slice(0, 200))) return say('OK 0');
      this.peer.refused('unknown-order');
      return say('ERR unknown-order');
    }
    const sequence = sequenced.exec(line)?.[1] ?? null;
    const body = line.replace(sequenced, '');
    return this.readings(Buffer.from(body), sequence, body);
  }

  command({ id, name, payload }: DeviceCommand): Buffer {
    return Buffer.from(`CMD ${id} ${name} ${JSON.stringify(payload)}\r\n`);
  }

  complaint(reason: string): Buffer {
    return refusal(reason);
  }

  private async login(line: string): Promise<Reply> {
    const [match, deviceId = '', token = '', options = ''] = login.exec(line) ?? [];
    if (match === undefined) return this.turnAway(line.startsWith('LOGIN') ? 'bad-login' : 'login-first');
    const { boot, model } = Object.fromEntries(
      options
        .split(' ')
        .filter((option) => option !== '')
        .map((option) => option.split('=') as [string, string]),
    );
    if (model !== undefined && !Object.hasOwn(this.models, model)) return this.turnAway('unknown-model');
    if (!(await this.peer.login(deviceId, token))) return this.turnAway('bad-credential');
    this.boot = boot ?? null;
    if (model !== undefined) {
      this.preamble = `MODEL ${model}`;
      this.template = templateOf(this.models[model] as LoggerModel);
    }
    return say(`OK 0 ${new Date(this.peer.now()).toISOString()}`);
  }

  /** Another logger behind the same modem, or the same one started anew. What follows is not the first one's. */
  private secondLogin(): Reply {
    this.over = true;
    return this.turnAway('second-login');
  }

  private turnAway(reason: string): Reply {
    this.peer.refused(reason);
    return { bytes: this.complaint(reason), close: true };
  }

  /** The template of the lines that follow. */
  private header(columns: string): Reply {
    if (columns === '' || columns.length > MAX_HEADER) {
      this.peer.refused('bad-header');
      return say('ERR bad-header');
    }
    this.preamble = `HEADER ${columns}`;
    this.template = parseTemplate(columns);
    return say('OK 0');
  }

  /** @param line - the same as text; null: it is none */
  private async readings(body: Buffer, sequence: string | null, line: string | null): Promise<Reply> {
    const json = line?.startsWith('{') === true || line?.startsWith('[') === true;
    const preamble = this.preamble === '' || json ? '' : `${this.preamble}\n`;
    const raw = preamble === '' ? body : Buffer.concat([Buffer.from(preamble), body]);
    const verdict = await this.peer.deliver({
      raw,
      format: json ? 'json' : 'opaque',
      columns: line === null ? noText() : readLine(line, this.template),
      mark: sequence === null || this.boot === null ? null : `${this.boot}:${sequence}`,
    });
    const tail = sequence === null ? '' : ` #${sequence}`;
    if (!verdict.taken) return say(`ERR ${verdict.reason}${tail}`);
    const aside = verdict.quarantined === 0 ? '' : ` quarantined=${verdict.quarantined}`;
    return say(`OK ${verdict.accepted}${aside}${tail}`);
  }
}

/** Reads a line once more as it was kept, by the models as they are now. */
export function readKeptLine(raw: Uint8Array, models: Models): TelemetryColumns {
  const text = textOf(Buffer.from(raw));
  if (text === null) return noText();
  const [first = '', rest] = text.split('\n', 2);
  const [, kind, name = ''] = /^(MODEL|HEADER) (.+)$/.exec(first) ?? [];
  if (kind === undefined || rest === undefined) return readLine(text, null);
  if (kind === 'HEADER') return readLine(rest, parseTemplate(name));
  if (!Object.hasOwn(models, name)) return unreadable('malformed', `There is no model "${name}" any more`);
  return readLine(rest, templateOf(models[name] as LoggerModel));
}

function readLine(line: string, template: LineTemplate | null): TelemetryColumns {
  if (line.startsWith('{') || line.startsWith('[')) return decodeTelemetryJson(Buffer.from(line));
  if (template !== null) return readValues(line, template);
  return line.includes('=') ? readPairs(line) : readPlain(line);
}

function noText(): TelemetryColumns {
  return unreadable('unreadable', 'The line is no text in UTF-8');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes).trim();
  } catch {
    return null;
  }
}

/** Why a line, or a connection, is turned away. */
export function refusal(reason: string): Buffer {
  return Buffer.from(`ERR ${reason}\r\n`);
}

function say(line: string): Reply {
  return { bytes: Buffer.from(`${line}\r\n`) };
}
