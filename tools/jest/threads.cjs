'use strict';
/** Threads that tested code starts load TypeScript, too: they take over what their process loads first. */
process.execArgv.push('--require', require.resolve('./typescript-hook.cjs'));
