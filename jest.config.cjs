'use strict';

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '\\.(ts|js|mjs)$': '<rootDir>/tools/jest/transformer.cjs' },
  transformIgnorePatterns: [],
  setupFiles: ['<rootDir>/tools/jest/threads.cjs'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@plugins/([^/]+)$': '<rootDir>/plugins/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.hydrant/'],
};

/** `unit`: pure code beside its source. `integration`: on real servers, started once by the global setup. */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,plugins,tools}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.int\\.spec\\.ts$', '/node_modules/'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,plugins,tools,test}/**/*.int.spec.ts'],
      globalSetup: '<rootDir>/libs/testing/src/global-setup.ts',
      globalTeardown: '<rootDir>/libs/testing/src/global-teardown.ts',
    },
  ],
  coverageProvider: 'v8',
  collectCoverageFrom: [
    'libs/*/src/**/*.ts',
    'plugins/*/src/**/*.ts',
    '!**/*.spec.ts',
    '!**/index.ts',
    '!libs/testing/**',
    '!libs/api-client/**',
  ],
  coverageReporters: ['text-summary', 'json-summary', 'lcovonly'],
  workerIdleMemoryLimit: '800MB',
  maxWorkers: 2,
  testTimeout: 30_000,
};
