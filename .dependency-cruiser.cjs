'use strict';

/**
 * Which way imports may point: apps -> domains -> technical -> contracts -> kernel; plugins -> plugin-sdk, contracts, kernel;
 * admin-portal -> api-client. Each rule has a fixture in tools/checks/fixtures that breaks it.
 */
const TECHNICAL =
  'config|database|secrets|tenancy|auth|access|audit|jobs|cache|events|plugin-sdk|http|resources|process|observability|testing';
const BASE = 'kernel|contracts|api-client';
/** Specs may use test tools that the code beside them may not. */
const SPEC = '\\.spec\\.ts$|^(libs|plugins)/[^/]+/test/';
/** Parts that compute only: arrays in, arrays out, so that they can be measured, fuzzed and run in worker threads. */
const PURE =
  '^libs/(detection/src/(core|series|site|models|course)|hydraulics/src|maintenance/src/core|balance/src/core|simulation/src/(core|generator)|alerts/src/reducer)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Classes that import each other end in "Cannot access before initialization" under SWC.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'apps-not-to-plugins',
      comment: 'Apps load plugins by their manifest at run time.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/' },
      to: { path: '^plugins/' },
    },
    {
      name: 'nothing-to-apps',
      comment: 'Apps compose; nothing builds on them.',
      severity: 'error',
      from: { path: '^(libs|plugins|migrations|admin-portal)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-not-to-apps',
      comment: 'What two apps share belongs in a library.',
      severity: 'error',
      from: { path: '^apps/(api|ingest|worker)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'plugins-only-to-sdk',
      comment: 'The SDK is real only if the built-in plugins need no back door.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/', pathNot: SPEC },
      to: { path: '^(libs|plugins|admin-portal|tools)/', pathNot: '^(libs/(plugin-sdk|contracts|kernel)|plugins/$1)/' },
    },
    {
      name: 'libs-through-index',
      comment: 'A library is used through its index.ts only.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', '^libs/[^/]+/(src/index\\.ts$|test/)'] },
    },
    {
      name: 'outside-through-index',
      comment: 'Apps, plugins and migrations use a library through its index.ts only.',
      severity: 'error',
      from: { path: '^(apps|plugins|migrations)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'technical-not-to-domain',
      comment: 'Technical libraries know no domain words.',
      severity: 'error',
      from: { path: `^libs/(${TECHNICAL})/`, pathNot: `^libs/testing/|${SPEC}` },
      to: { path: '^libs/', pathNot: `^libs/(${TECHNICAL}|${BASE})/` },
    },
    {
      name: 'contracts-only-to-kernel',
      comment: 'Contracts cross processes: schemas and nothing that runs.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { path: '^(libs|node_modules)/|node_modules/', pathNot: '^libs/(contracts|kernel)/|node_modules/zod/' },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'The kernel stands on the language alone: no framework, no ORM, no other library.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPEC },
      to: { path: '^libs/|node_modules/', pathNot: '^libs/kernel/' },
    },
    {
      name: 'pure-cores',
      comment: 'Cores compute: no framework, no database, no network.',
      severity: 'error',
      from: { path: PURE, pathNot: SPEC },
      to: { path: 'node_modules/(@nestjs|@mikro-orm|pg|ioredis|bullmq|mqtt|aedes|fastify|rxjs)(/|$)' },
    },
    {
      name: 'pure-cores-on-base',
      comment: 'Of our libraries, cores use contracts and kernel only.',
      severity: 'error',
      from: { path: PURE, pathNot: SPEC },
      to: { path: `^libs/(${TECHNICAL})/` },
    },
    {
      name: 'portal-only-to-api-client',
      comment: 'The portal knows the platform by its API alone.',
      severity: 'error',
      from: { path: '^admin-portal/' },
      to: { path: '^(libs|apps|plugins|tools|migrations)/', pathNot: '^libs/api-client/' },
    },
    {
      name: 'no-test-tools-in-product',
      comment: 'The image is built without development packages.',
      severity: 'error',
      from: { path: '^(apps|libs|plugins|migrations)/', pathNot: `${SPEC}|^libs/testing/` },
      to: { path: '^libs/(testing|[^/]+/test)/' },
    },
    {
      name: 'no-dev-packages-in-product',
      comment: 'The image is built without development packages.',
      severity: 'error',
      from: { path: '^(apps|libs|plugins|migrations)/', pathNot: `${SPEC}|^libs/testing/` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|admin-portal/dist|tools/checks/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
