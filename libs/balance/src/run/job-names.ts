/** Job that works out nights of one zone; the setup and whoever asks for a run start it. */
export const RUN_NIGHTS = 'balance.run';
