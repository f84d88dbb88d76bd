import { randomInt } from 'node:crypto';
import { DomainError } from '@app/kernel';
import { Algorithm, hash, parseOptions, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { weaknessOf } from './password-policy';

const PARAMETERS = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Without letters and digits that look alike, for passwords that are read out and typed in. */
const READABLE = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679';

/** Passwords as Argon2id hashes (RFC 9106) with their parameters inside, so that these can be raised later. */
@Injectable()
export class Passwords {
  /** A hash that no password gives, so that unknown users cost as much time as known ones. */
  private readonly dummy = hash(randomText(32), PARAMETERS);

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), PARAMETERS);
  }

  /** @param stored - null for a user that does not exist: takes the same time and is never right */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const right = await verify(stored ?? (await this.dummy), password.normalize('NFKC'));
    return stored !== null && right;
  }

  /** The parameters have been raised since this hash was made. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost } = parseOptions(stored);
    return memoryCost < PARAMETERS.memoryCost || timeCost < PARAMETERS.timeCost;
  }

  /** What speaks against a password, as a sentence; null when nothing does. */
  weaknessOf(password: string, about: readonly string[]): string | null {
    return weaknessOf(password, about);
  }

  /**
   * @param about - words of this user that the password must not consist of: username, name, address
   * @throws {DomainError} `auth.weak-password`, saying why
   */
  assertAcceptable(password: string, about: readonly string[]): void {
    const weakness = weaknessOf(password, about);
    if (weakness === null) return;
    throw new DomainError('invalid', 'auth.weak-password', 'Password too weak', {
      detail: weakness,
      errors: [{ pointer: '/newPassword', detail: weakness }],
    });
  }

  /** A one-time password of about 112 random bits in groups of five. */
  generate(): string {
    return (randomText(20).match(/.{5}/g) ?? []).join('-');
  }
}

function randomText(length: number): string {
  return Array.from({ length }, () => READABLE[randomInt(READABLE.length)]).join('');
}
