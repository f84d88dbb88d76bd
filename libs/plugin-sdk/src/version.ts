/** Version of this plugin SDK. A plugin states in its manifest which versions it works with. */
export const SDK_VERSION = '1.0.0';

const pattern = /^(\^|~|>=)?(\d+)\.(\d+)\.(\d+)$/;

/**
 * Whether a version lies in a range: exact (`1.2.3`), `^1.2.3` (same major), `~1.2.3` (same minor) or `>=1.2.3`.
 * @throws {RangeError} when one of the two cannot be read
 */
export function satisfies(version: string, range: string): boolean {
  const have = pattern.exec(version);
  const want = pattern.exec(range);
  if (have === null || have[1] !== undefined) throw new RangeError(`"${version}" is no version like 1.2.3`);
  if (want === null) throw new RangeError(`"${range}" is no version range like ^1.2.3`);
  const [major, minor, patch] = [2, 3, 4].map((part) => Number(have[part])) as [number, number, number];
  const [wantMajor, wantMinor, wantPatch] = [2, 3, 4].map((part) => Number(want[part])) as [number, number, number];
  const atLeast =
    major !== wantMajor ? major > wantMajor : minor !== wantMinor ? minor > wantMinor : patch >= wantPatch;
  if (!atLeast) return false;
  switch (want[1]) {
    case '>=':
      return true;
    case '^':
      return major === wantMajor && (major > 0 || minor === wantMinor);
    case '~':
      return major === wantMajor && minor === wantMinor;
    default:
      return major === wantMajor && minor === wantMinor && patch === wantPatch;
  }
}
