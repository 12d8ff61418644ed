const names = /^VIRGA_(TSA|VERIFY)_[A-Z_]+$/;

/** Settings of the collect worker that the caller's environment may hold: the time-stamp authority, the nightly verification. */
export function custodySettings(environment: Record<string, string | undefined> = process.env): Record<string, string> {
  const found = Object.entries(environment).filter(([name, value]) => names.test(name) && value !== undefined);
  return Object.fromEntries(found) as Record<string, string>;
}
