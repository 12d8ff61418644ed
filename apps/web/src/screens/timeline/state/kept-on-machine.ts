/** What one person keeps on this machine. Storage may be denied or full: then nothing is remembered, and nothing breaks. */
export function readKept(name: string): string | null {
  try {
    return window.localStorage.getItem(`virga.timeline.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(`virga.timeline.${name}`);
    else window.localStorage.setItem(`virga.timeline.${name}`, value);
  } catch {
    // Private windows refuse storage; the address bar still holds the view.
  }
}

/** Everything kept under names that begin so: for what must not outlast a session on a machine that others use too. */
export function forgetKept(beginning: string): void {
  try {
    const names = Array.from(
      { length: window.localStorage.length },
      (_, place) => window.localStorage.key(place) ?? '',
    );
    for (const name of names) if (name.startsWith(`virga.timeline.${beginning}`)) window.localStorage.removeItem(name);
  } catch {
    // Nothing was kept where storage is refused.
  }
}
