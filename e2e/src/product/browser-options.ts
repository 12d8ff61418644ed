/** Debian's Chromium; Playwright's own browsers would be a download. Root has no sandbox to offer. */
export const browserOptions = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: '/usr/bin/chromium',
    args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  },
};
