import type { PluginLogger } from '@app/plugin-sdk';
import { Logger } from '@nestjs/common';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line of an instance's log. */
export interface LogLine {
  instance: string;
  /** Unix ms */
  at: number;
  level: LogLevel;
  message: string;
}

/** Takes lines for people to read. */
export interface LineKeeper {
  /** Counts a line. @returns false for one too many: it shall show nowhere */
  admit(instance: string): boolean;
  keep(line: LogLine): void;
}

const LONGEST = 2_000;
const MASK = '[secret]';

/** What an instance says: to the log of the process, and kept for people to read. Its secrets are taken out. */
export class InstanceLog implements PluginLogger {
  private readonly logger: Logger;
  private readonly secrets: string[];

  /**
   * @param secrets - values that must not show
   */
  constructor(
    name: string,
    private readonly instance: string,
    secrets: readonly string[],
    private readonly keeper: LineKeeper,
  ) {
    this.logger = new Logger(name);
    // The longest first: one may hold another.
    this.secrets = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  }

  debug(message: string): void {
    this.note('debug', message, (shown) => this.logger.debug(shown));
  }

  log(message: string): void {
    this.note('info', message, (shown) => this.logger.log(shown));
  }

  warn(message: string): void {
    this.note('warn', message, (shown) => this.logger.warn(shown));
  }

  error(message: string): void {
    this.note('error', message, (shown) => this.logger.error(shown));
  }

  private note(level: LogLevel, message: string, write: (shown: string) => void): void {
    const { instance, keeper } = this;
    if (!keeper.admit(instance)) return;
    const shown = this.shown(message);
    write(shown);
    if (level !== 'debug') keeper.keep({ instance, at: Date.now(), level, message: shown });
  }

  /** A text of the plugin as people may see it: without its secrets, short, and fit for the database. */
  shown(message: unknown): string {
    const text = String(message).slice(0, LONGEST * 20);
    const masked = this.secrets.reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
    return masked
      .slice(0, LONGEST)
      .replaceAll(/\p{Cs}/gu, '\ufffd')
      .replaceAll('\0', '\ufffd');
  }
}
