/** Stable codes of the reasons for which an alarm refuses a command. */
export type RefusalCode =
  | 'alert.already-acknowledged'
  | 'alert.already-active'
  | 'alert.already-cleared'
  | 'alert.already-resolved'
  | 'alert.not-active'
  | 'alert.not-shelved'
  | 'alert.shelf-not-expired'
  | 'alert.shelve-time'
  | 'alert.reason-required'
  | 'alert.flag-unchanged';

/** Why an event changed nothing. */
export interface Refusal {
  code: RefusalCode;
  /** What the reader can do about it. */
  detail: string;
}

/** Titles never vary for one code. */
export const REFUSAL_TITLES: Readonly<Record<RefusalCode, string>> = {
  'alert.already-acknowledged': 'Alert already acknowledged',
  'alert.already-active': 'Alert already active',
  'alert.already-cleared': 'Alert already cleared',
  'alert.already-resolved': 'Alert already resolved',
  'alert.not-active': 'Alert not active',
  'alert.not-shelved': 'Alert not shelved',
  'alert.shelf-not-expired': 'Shelving not expired',
  'alert.shelve-time': 'Shelving time not allowed',
  'alert.reason-required': 'Reason required',
  'alert.flag-unchanged': 'Nothing to change',
};
