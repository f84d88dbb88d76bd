import { readFileSync } from 'node:fs';
import { SCHEMA_FILE, generateSchema } from './generate';

describe('the generated API types', () => {
  it('say what the API says (npm run api-client renews them)', async () => {
    expect(await generateSchema()).toBe(readFileSync(SCHEMA_FILE, 'utf8'));
  }, 60_000);
});
