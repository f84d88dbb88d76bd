import { parseArgs } from 'node:util';
import { verifyExport } from './verify-export';

const usage = `Usage: npm run audit:verify -- <export.ndjson> [--checkpoints <folder>] [--key <public key file>]

Checks an export of the audit trail (GET /api/v1/audit/export) without database or server.
  --checkpoints  seals of the data directory (audit-checkpoints), best as copied to another machine:
                 without them a chain that was computed anew looks good
  --key          public key (JWK, JWK set or PEM) that the seals must be signed by; without it the key named in each
                 seal is taken at its word
Ends with 0 when every chain holds, 1 when one does not, 2 when it could not look.
`;

/** Prints one line a chain. @returns the exit status */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { checkpoints: { type: 'string' }, key: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (values.help === true || file === undefined || positionals.length > 1) {
    process.stdout.write(usage);
    return values.help === true ? 0 : 2;
  }
  const verdicts = await verifyExport({ file, checkpoints: values.checkpoints ?? null, key: values.key ?? null });
  for (const { tenant, rows, valid, firstBadSeq, fault, lastCheckpoint } of verdicts) {
    const sealed = lastCheckpoint === null ? 'nothing sealed' : `sealed up to row ${lastCheckpoint.seq}`;
    const result = valid ? 'holds' : `DOES NOT HOLD from row ${firstBadSeq} (${fault})`;
    process.stdout.write(`${tenant}  ${rows} rows  ${result}, ${sealed}\n`);
  }
  if (verdicts.length === 0) process.stdout.write('The export has no rows.\n');
  return verdicts.every(({ valid }) => valid) ? 0 : 1;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
