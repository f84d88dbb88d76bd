import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const USAGE = 'npm run new:plugin -- <id> --kind gateway|channel|codec [--dir FOLDER]';
const CAPABILITIES = { gateway: ['devices', 'telemetry', 'http-mount'], channel: ['fetch'], codec: [] };

/** What each place writes differently: TypeScript in the repository, JavaScript outside of it. */
const styles = {
  inside: {
    import: (names) => `import { ${names} } from '@app/plugin-sdk';`,
    'import-path': "import path from 'node:path';",
    'import-plugin': "import plugin from './index';",
    export: 'export default',
    number: ': number',
    numbers: ': number[]',
    strings: ': string[]',
  },
  outside: {
    import: (names) => `const { ${names} } = require('@hydrant/plugin-sdk');`,
    'import-path': "'use strict';\nconst path = require('node:path');",
    'import-plugin': "const { default: plugin } = require('../index.js');",
    export: 'exports.default =',
    number: '',
    numbers: '',
    strings: '',
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kind: { type: 'string' }, dir: { type: 'string' } },
});
const [id] = positionals;
const { kind, dir } = values;
if (id === undefined || !/^[a-z][a-z0-9-]{2,63}$/.test(id) || !(kind in CAPABILITIES)) {
  fail(`${USAGE}\nThe id has lower-case words joined by hyphens: gateway-well`);
}
const outside = dir !== undefined;
const folder = outside ? path.resolve(process.env.INIT_CWD ?? process.cwd(), dir, id) : path.join(root, 'plugins', id);
if (existsSync(folder)) fail(`${folder} is there already`);

const style = outside ? styles.outside : styles.inside;
const { version: sdk } = JSON.parse(readFileSync(path.join(root, 'libs/plugin-sdk/package.json'), 'utf8'));
const title = id
  .split('-')
  .map((word, index) => (index === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word))
  .join(' ');
const protocol = id.replace(/^gateway-/, '').slice(0, 32);

write('plugin.json', {
  id,
  kind,
  version: '1.0.0',
  sdk: `^${sdk}`,
  title,
  entry: outside ? 'index' : 'src/index',
  ...(kind === 'gateway' && { protocols: [protocol] }),
  capabilities: CAPABILITIES[kind],
});
if (outside) {
  write('package.json', {
    name: `hydrant-${id}`,
    version: '1.0.0',
    private: true,
    main: 'index.js',
    hydrant: { plugin: 'plugin.json' },
    scripts: { test: 'node --test' },
    dependencies: { '@hydrant/plugin-sdk': `^${sdk}` },
  });
  write('index.js', `'use strict';\n${template(kind)}`);
  write('test/conformance.test.js', template(`${kind}.test`));
} else {
  write('src/index.ts', template(kind));
  write('src/conformance.spec.ts', template(`${kind}.test`).replaceAll(/^ *\/\*\* @(param|type) .*\n/gm, ''));
}
if (!outside) execFileSync(path.join(root, 'node_modules/.bin/oxfmt'), ['--write', folder], { stdio: 'ignore' });
process.stdout.write(`${folder}\n`);

function template(name) {
  const text = readFileSync(path.join(here, 'templates', `${name}.txt`), 'utf8');
  return text.replaceAll(/\{\{([a-z-]+)(?: ([^}]+))?\}\}/g, (_whole, key, names) => {
    if (key === 'protocol') return protocol;
    return key === 'import' ? style.import(names) : style[key];
  });
}

function write(name, content) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
