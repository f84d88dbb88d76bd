import { ApiError, replay, ReplayError, type ReplaySummary } from '@app/simulation';
import { ArgsError, readReplayArgs, replayHelp } from './args';

/** Runs a replay from the command line; ends with 0 when every reading was acknowledged, 1 otherwise, 2 for a wrong choice. */
async function main(): Promise<number> {
  const args = readReplayArgs(process.argv.slice(2), process.env);
  if (args.help) {
    process.stdout.write(replayHelp);
    return 0;
  }
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(new Error('Stopped.')));
  // With --json the only thing on standard output is the summary.
  const log = (line: string): void => void (args.json ? process.stderr : process.stdout).write(`${line}\n`);
  const summary = await replay({ ...args, log }, ending.signal);
  process.stdout.write(args.json ? `${JSON.stringify(summary)}\n` : inWords(summary));
  const missing = summary.ledger ? summary.ledger.quarantined + summary.ledger.conflict : 0;
  return summary.acknowledged === summary.sent && summary.rejected === 0 && missing === 0 ? 0 : 1;
}

function inWords(summary: ReplaySummary): string {
  const { ledger } = summary;
  const lines = [
    `${summary.sent} readings sent in ${summary.seconds.toFixed(1)} s: ${summary.acknowledged} acknowledged, ${summary.rejected} rejected, ${summary.gaps} gaps.`,
    ...summary.series.map(
      (one) =>
        `  ${one.name} -> ${one.sensor} (${one.via}): ${one.acknowledged}/${one.sent}, ${one.first ?? ''} to ${one.last ?? ''}`,
    ),
    ...summary.series.flatMap((one) => one.reasons.map((reason) => `  ${one.name}: ${reason}`)),
  ];
  if (ledger) {
    lines.push(
      `The platform counted ${ledger.stored} stored, ${ledger.late} late, ${ledger.duplicate} duplicate, ${ledger.conflict} in conflict, ${ledger.quarantined} quarantined.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known = error instanceof ArgsError || error instanceof ApiError || error instanceof ReplayError;
    process.stderr.write(
      `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(error instanceof ArgsError ? 2 : 1);
  },
);
