'use strict';
/* oxlint-disable no-underscore-dangle -- the names are those of Node's module loader */
/** Lets a plain Node (a thread of a test) load the TypeScript of this repository, as Jest does. */
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const transformer = require('./transformer.cjs');

const root = path.resolve(__dirname, '../..');
const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveAlias(request, ...rest) {
  const lib = /^@app\/([^/]+)$/.exec(request);
  return resolve.call(this, lib ? path.join(root, 'libs', lib[1], 'src/index.ts') : request, ...rest);
};
Module._extensions['.ts'] = (module, file) => {
  module._compile(transformer.process(readFileSync(file, 'utf8'), file).code, file);
};
