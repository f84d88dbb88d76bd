import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSdk } from './build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const source = path.join(root, 'libs/plugin-sdk');

/**
 * `npm run pack:sdk [-- FOLDER]`: writes the SDK as a tarball that needs nothing from elsewhere, and prints its name.
 */
const destination = path.resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? '.');
const stage = mkdtempSync(path.join(tmpdir(), 'hydrant-sdk-'));
try {
  buildSdk(path.join(stage, 'dist'));
  cpSync(path.join(source, 'README.md'), path.join(stage, 'README.md'));
  const { scripts: _scripts, ...manifest } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const bundled = Object.keys(manifest.dependencies);
  writeFileSync(
    path.join(stage, 'package.json'),
    JSON.stringify({ ...manifest, bundleDependencies: bundled }, null, 2),
  );
  const require = createRequire(path.join(source, 'package.json'));
  for (const name of bundled) {
    const folder = path.dirname(require.resolve(`${name}/package.json`));
    cpSync(folder, path.join(stage, 'node_modules', name), {
      recursive: true,
      filter: (file) => !file.slice(folder.length).startsWith('/src'),
    });
  }
  mkdirSync(destination, { recursive: true });
  const name = execFileSync('npm', ['pack', '--silent', '--pack-destination', destination], {
    cwd: stage,
    encoding: 'utf8',
  });
  process.stdout.write(`${path.join(destination, name.trim())}\n`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}
