// @ts-check
/** `npm run audit:verify`: builds what has changed, then runs the compiled program in this process. */
import { build } from '../build.mjs';

await build();
await import('../../dist/tools/audit-verify/main.js');
