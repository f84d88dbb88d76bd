/** Modules that this process was told to load first hold for its threads, too: the arguments that say so, for `execArgv`. */
export function threadPreloads(): string[] {
  const { execArgv } = process;
  return execArgv.flatMap((word, index) =>
    word === '--require' || word === '-r' ? [word, execArgv[index + 1] as string] : [],
  );
}
