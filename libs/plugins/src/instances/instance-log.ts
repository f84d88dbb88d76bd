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

const LONGEST = 2_000;
const MASK = '[secret]';

/** What an instance says: to the log of the process, and kept for people to read. Its secrets are taken out. */
export class InstanceLog implements PluginLogger {
  private readonly logger: Logger;
  private readonly secrets: string[];

  /**
   * @param secrets - values that must not show
   * @param keep - takes a line for people to read
   */
  constructor(
    name: string,
    private readonly instance: string,
    secrets: readonly string[],
    private readonly keep: (line: LogLine) => void,
  ) {
    this.logger = new Logger(name);
    // The longest first: one may hold another.
    this.secrets = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  }

  debug(message: string): void {
    this.logger.debug(this.shown(message));
  }

  log(message: string): void {
    const shown = this.note('info', message);
    this.logger.log(shown);
  }

  warn(message: string): void {
    const shown = this.note('warn', message);
    this.logger.warn(shown);
  }

  error(message: string): void {
    const shown = this.note('error', message);
    this.logger.error(shown);
  }

  private note(level: LogLevel, message: string): string {
    const shown = this.shown(message);
    this.keep({ instance: this.instance, at: Date.now(), level, message: shown });
    return shown;
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
