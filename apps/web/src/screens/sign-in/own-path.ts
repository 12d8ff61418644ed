/** The page to go to after sign-in: a path of ours, never another origin (`//host`, `/\host` and schemes are refused). */
export function ownPath(next: string | null): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/';
  const origin = 'https://own.invalid';
  const url = new URL(next, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : '/';
}
