import { defineConfig } from '@playwright/test'

// Debian's Chromium: no browser is downloaded. Its background traffic is switched off, and so is the sandbox that
// root may not use.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
}

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // each test has a server of its own
  fullyParallel: true,
  workers: 2,
  reporter: 'list',
  use: { launchOptions, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  projects: [
    // what makes sense at one size alone carries its tag
    { name: 'desk', grepInvert: /@phone/, use: { viewport: { width: 1366, height: 768 } } },
    { name: 'phone', grepInvert: /@desk/, use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
})
