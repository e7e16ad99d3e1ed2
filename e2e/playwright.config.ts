import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS } from '../lib/cli/check/chromium'
import { PHONE_ONLY } from './width'

const { BASE_URL, CHROMIUM } = process.env
if (!BASE_URL || !CHROMIUM)
  throw new Error('Run the browser tests with `npm test -- e2e`: it starts what they need.')

/** The setting under which a test that fails leaves a trace. */
const TRACE = 'FORKLORE_TRACE'

/** Every test runs at 1440 px; those tagged `@narrow` at 390 px too, and those tagged `@phone` there alone. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './setup.ts',
  outputDir: '../test-results',
  forbidOnly: true,
  workers: 2,
  // Far above what a test takes: two cores may have other work.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: BASE_URL,
    // What a worker answers no test could hold up or change; `offline.spec.ts` has one.
    serviceWorkers: 'block',
    // Taking one makes a test half as long again.
    trace: process.env[TRACE] ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] },
  },
  projects: [
    { name: 'wide', grepInvert: PHONE_ONLY, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'narrow',
      grep: /@narrow|@phone/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
})
