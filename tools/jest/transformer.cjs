'use strict';
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');

/** Nearest package.json says `"type": "module"`? Looked up once a folder. */
const moduleFolders = new Map();
function isModuleFolder(folder) {
  if (moduleFolders.has(folder)) return moduleFolders.get(folder);
  const manifest = path.join(folder, 'package.json');
  const parent = path.dirname(folder);
  let result = false;
  if (existsSync(manifest)) {
    const parsed = JSON.parse(readFileSync(manifest, 'utf8'));
    result =
      'type' in parsed || 'name' in parsed || parent === folder ? parsed.type === 'module' : isModuleFolder(parent);
  } else if (parent !== folder) {
    result = isModuleFolder(parent);
  }
  moduleFolders.set(folder, result);
  return result;
}

function needsCompiling(file) {
  if (file.endsWith('.ts') || file.endsWith('.mjs')) return true;
  return file.endsWith('.js') && isModuleFolder(path.dirname(file));
}

/** `import('package')` in CommonJS: Jest's module system knows only `require`. */
const dynamicImport = /\bimport\(\s*(['"][^'"]+['"])\s*\)/g;

/**
 * TypeScript, and JavaScript of packages that are ES modules, become CommonJS; CommonJS passes through.
 * So tests and the running product share one module system, and `jest.mock` works everywhere.
 */
module.exports = {
  process(source, file) {
    if (!needsCompiling(file))
      return { code: source.replaceAll(dynamicImport, 'Promise.resolve().then(() => require($1))') };
    const typescript = file.endsWith('.ts');
    return swc.transformSync(source, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps: typescript ? 'inline' : false,
      module: { type: 'commonjs', ignoreDynamic: false },
      jsc: {
        target: 'es2023',
        keepClassNames: true,
        parser: typescript ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
          hidden: { jest: true },
        },
        experimental: typescript ? {} : { keepImportAttributes: false },
      },
    });
  },
  getCacheKey(source, file) {
    return createHash('sha1').update(`4|${swc.version}|${file}|`).update(source).digest('hex');
  },
};
