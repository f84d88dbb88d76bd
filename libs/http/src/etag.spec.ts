import { assertVersion } from './etag';

describe('assertVersion', () => {
  it.each(['"7"', 'W/"7"', ' "7" '])('takes %s for version 7', (header) => {
    expect(() => assertVersion(7, header)).not.toThrow();
  });

  it.each([
    [undefined, 'precondition-required'],
    ['*', 'precondition-required'],
    ['"6"', 'precondition-failed'],
    ['7', 'precondition-failed'],
    ['"7", "8"', 'precondition-failed'],
    ['"99999999999999999999"', 'precondition-failed'],
  ])('refuses %s', (header, kind) => {
    expect(() => assertVersion(7, header)).toThrow(expect.objectContaining({ kind }));
  });
});
