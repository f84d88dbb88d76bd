import { ManifestError, parseManifest } from './manifest';
import { SDK_VERSION, satisfies } from './version';

const manifest = {
  id: 'gateway-sample',
  kind: 'gateway',
  version: '1.0.0',
  sdk: '^1.0.0',
  title: 'Sample',
  entry: 'src/index',
  capabilities: ['telemetry'],
};

describe('parseManifest', () => {
  it('reads a manifest', () => {
    expect(parseManifest(JSON.stringify(manifest))).toEqual({
      ...manifest,
      settings: {},
      protocols: [],
      default: false,
    });
  });

  it('names every fault at once', () => {
    const wrong = { ...manifest, id: 'Sample Gateway', entry: '../../etc/passwd', capabilities: ['root'], extra: 1 };
    expect(() => parseManifest(JSON.stringify(wrong))).toThrow(ManifestError);
    expect(() => parseManifest(JSON.stringify(wrong))).toThrow(/id: [^]*entry: [^]*capabilities/);
    expect(() => parseManifest('{')).toThrow(/no JSON/);
  });
});

describe('satisfies', () => {
  it.each([
    ['1.2.3', '1.2.3', true],
    ['1.2.4', '1.2.3', false],
    ['1.9.0', '^1.2.3', true],
    ['1.2.2', '^1.2.3', false],
    ['2.0.0', '^1.2.3', false],
    ['0.2.9', '^0.2.3', true],
    ['0.3.0', '^0.2.3', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['3.0.0', '>=1.2.3', true],
    ['1.2.2', '>=1.2.3', false],
  ])('%s in %s: %s', (version, range, expected) => expect(satisfies(version, range)).toBe(expected));

  it('knows its own version, and refuses what is none', () => {
    expect(satisfies(SDK_VERSION, `^${SDK_VERSION}`)).toBe(true);
    expect(() => satisfies('one', '^1.0.0')).toThrow(RangeError);
    expect(() => satisfies('1.0.0', 'latest')).toThrow(RangeError);
  });
});
