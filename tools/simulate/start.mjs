// @ts-check
/** `npm run simulate`: builds what has changed, then runs the compiled simulator in this process. */
import { build } from '../build.mjs';

await build();
await import('../../dist/tools/simulate/main.js');
