import { configure } from '@testing-library/react';
import { vi } from 'vitest';

/** For whole screens: on a busy machine they take their time. Import it in the test file. */
configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
