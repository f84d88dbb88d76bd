/** Where a provider of the simulated country calls, and how it proves who it is. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}
