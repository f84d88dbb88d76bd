/** One fault of an EPANET file: where it is, what is wrong and what to do about it. */
export interface InpProblem {
  /** One-based line of the file; 0 when the fault belongs to the file as a whole. */
  readonly line: number;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to change so that the file can be read. */
  readonly advice: string;
}

/**
 * An EPANET file that cannot be read. Carries every fault found (at most 20), so that one attempt
 * tells all there is to mend. It is the only error that {@link parseInp} throws.
 */
export class InpError extends Error {
  readonly code = 'hydraulics.inp-invalid';

  constructor(readonly problems: readonly InpProblem[]) {
    super(problems.map(describe).join('\n'));
    this.name = 'InpError';
  }
}

function describe(problem: InpProblem): string {
  const where = problem.line > 0 ? `Line ${problem.line}: ` : '';
  return `${where}${problem.message} ${problem.advice}`;
}

/** Gathers faults and remarks while a file is read; stops the reading when there are too many faults. */
export class ProblemList {
  readonly problems: InpProblem[] = [];
  readonly warnings: InpProblem[] = [];

  /** @throws {InpError} when this is the twentieth fault */
  fail(line: number, message: string, advice: string): void {
    this.problems.push({ line, message, advice });
    if (this.problems.length >= 20) throw new InpError(this.problems);
  }

  /** Notes something that was tolerated; only the first 200 are kept. */
  warn(line: number, message: string, advice: string): void {
    if (this.warnings.length < 200) this.warnings.push({ line, message, advice });
  }

  /** @throws {InpError} when there was any fault */
  throwIfAny(): void {
    if (this.problems.length > 0) throw new InpError(this.problems);
  }
}
