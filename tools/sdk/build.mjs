import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Compiles the plugin SDK, with the libraries that it stands on, to plain CommonJS and declarations.
 * @param {string} target - folder, emptied first
 */
export function buildSdk(target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram([path.join(root, 'libs/plugin-sdk/src/index.ts')], {
    ...options,
    rootDir: path.join(root, 'libs'),
    outDir: target,
    declaration: true,
    sourceMap: false,
    incremental: false,
    tsBuildInfoFile: undefined,
    types: ['node'],
  });
  const { diagnostics } = program.emit();
  const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (faults.length > 0) {
    const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };
    throw new Error(`The SDK does not compile:\n${ts.formatDiagnostics(faults, host)}`);
  }
  for (const file of filesIn(target)) {
    const text = readFileSync(file, 'utf8');
    const own = text.replaceAll(/(['"])@app\/([a-z-]+)\1/g, (_whole, quote, lib) => {
      const relative = path.relative(path.dirname(file), path.join(target, lib, 'src/index'));
      return `${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote}`;
    });
    if (own !== text) writeFileSync(file, own);
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildSdk(path.resolve(process.argv[2] ?? 'dist'));
