import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './messages/en';

const libs = path.resolve(__dirname, '../../../libs');

/** Names of the background work that the platform's libraries register. */
function registered(): string[] {
  return readdirSync(libs, { recursive: true, encoding: 'utf8' })
    .filter((file) => /jobs?\.ts$/.test(file) && !file.includes('node_modules'))
    .flatMap((file) => [...readFileSync(path.join(libs, file), 'utf8').matchAll(/'([a-z]+\.[a-z-]+)'/g)])
    .map(([, name]) => name);
}

describe('background work', () => {
  it('has a name for people, whatever it is', () => {
    const known: Readonly<Record<string, Readonly<Record<string, string>>>> = en.health.job_name;
    const names = [...new Set(registered())];
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => known[name.split('.')[0]]?.[name.split('.')[1]] === undefined)).toEqual([]);
  });
});
