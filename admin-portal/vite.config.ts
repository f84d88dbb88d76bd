import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The platform the development server forwards API calls to. */
const platform = process.env.HYDRANT_URL ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { '@app/api-client': fileURLToPath(new URL('../libs/api-client/src/index.ts', import.meta.url)) },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: platform, ws: true }, '/health': platform, '/docs': platform },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Every folder brings its own messages; a language is fetched as one file.
            ...['en', 'es', 'fr', 'ar'].map((language) => ({
              name: `messages-${language}`,
              test: new RegExp(`messages/${language}\\.ts$`),
              priority: 10,
            })),
            // What every first load needs comes in two files instead of eighty: libraries seldom change, the frame does.
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 5 },
            { name: 'frame', tags: ['$initial'], priority: 4 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    testTimeout: 30_000,
  },
});
