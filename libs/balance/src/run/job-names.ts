/** Job that works out nights of one zone; the setup and whoever asks for a run start it. */
export const RUN_NIGHTS = 'balance.run';
/** Nights that are looked through for leaks. */
export const SEARCHED_NIGHTS = 400;
