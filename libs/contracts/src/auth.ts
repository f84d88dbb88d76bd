import { z } from 'zod';
import { AccessRuleView } from './roles';

const username = z.string().min(1).max(100);
const password = z.string().min(1).max(1000);
const code = z.string().trim().min(6).max(40).describe('Six digits of the authenticator, or a recovery code');

export const LoginRequest = z
  .strictObject({
    username,
    password,
    cookie: z.boolean().default(false).describe('Keep the refresh token in an HttpOnly cookie, for browsers'),
  })
  .meta({ id: 'LoginRequest' });
export type LoginRequest = z.infer<typeof LoginRequest>;

export const MfaRequest = z
  .strictObject({
    challenge: z.string().min(1).max(2000).describe('As login answered it; valid for five minutes'),
    code,
  })
  .meta({ id: 'MfaRequest' });
export type MfaRequest = z.infer<typeof MfaRequest>;

export const RefreshRequest = z
  .strictObject({ refreshToken: z.string().min(1).max(200).optional().describe('Left out when it is in the cookie') })
  .meta({ id: 'RefreshRequest' });
export type RefreshRequest = z.infer<typeof RefreshRequest>;

export const ProfileTenant = z
  .object({
    id: z.uuid().describe('Public id: of the region or municipality, or of the nation'),
    kind: z.enum(['nation', 'region', 'municipality']),
    name: z.string(),
  })
  .meta({ id: 'ProfileTenant' });

export const Profile = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.string()).describe('Codes of the roles held'),
    rules: z.array(AccessRuleView).describe('Rights for screens, in the form of CASL; later rules win'),
    tenant: ProfileTenant.describe('The home: it and everything below it is visible'),
    mustChangePassword: z.boolean().describe('Nothing else is possible before POST /auth/password'),
    mfaEnabled: z.boolean(),
    mfaRequired: z
      .boolean()
      .describe('A role asks for a second factor; nothing else is possible before it is enrolled'),
    mfaAdvised: z.boolean().describe('A second factor is not required yet, though these rights call for one'),
    locale: z.string(),
  })
  .meta({ id: 'Profile', description: 'Who is signed in, and what they may do' });
export type Profile = z.infer<typeof Profile>;

const accessToken = z.string().describe('ES256 token for the Authorization header');
const refreshToken = z.string().nullable().describe('Single use; null when it is in the cookie');
const expiresInS = z.int().describe('Life of the access token, s');

export const SignInResult = z
  .object({
    accessToken: accessToken.optional(),
    refreshToken: refreshToken.optional(),
    expiresInS: expiresInS.optional(),
    user: Profile.optional(),
    mfaRequired: z.literal(true).optional().describe('The password was right; go on with POST /auth/mfa'),
    challenge: z.string().optional(),
  })
  .meta({ id: 'SignInResult', description: 'Either tokens and profile, or a challenge for the second factor' });
export type SignInResult = z.infer<typeof SignInResult>;

export const TokenResult = z.object({ accessToken, refreshToken, expiresInS }).meta({ id: 'TokenResult' });
export type TokenResult = z.infer<typeof TokenResult>;

export const PasswordChangeRequest = z
  .strictObject({
    currentPassword: password,
    newPassword: z.string().min(1).max(1000).describe('12 characters or more; any characters, no other rules'),
  })
  .meta({ id: 'PasswordChangeRequest' });
export type PasswordChangeRequest = z.infer<typeof PasswordChangeRequest>;

export const AccessTokenResult = z
  .object({ accessToken, expiresInS })
  .meta({ id: 'AccessTokenResult', description: 'Replaces the access token in use; all other sessions have ended' });
export type AccessTokenResult = z.infer<typeof AccessTokenResult>;

export const TotpEnrolment = z
  .object({
    secret: z.string().describe('Base32, to be typed in'),
    uri: z.string().describe('otpauth:// address, to be shown as a QR code'),
  })
  .meta({ id: 'TotpEnrolment', description: 'Shown once; takes effect when a code has confirmed it' });
export type TotpEnrolment = z.infer<typeof TotpEnrolment>;

export const CodeRequest = z.strictObject({ code }).meta({ id: 'CodeRequest' });
export type CodeRequest = z.infer<typeof CodeRequest>;

export const RecoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).describe('Each works once, in place of a code') })
  .meta({ id: 'RecoveryCodes', description: 'Shown once' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const Session = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean().describe('The session that asks'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const SessionList = z.object({ data: z.array(Session) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;
