const compiled = new Map<string, RegExp>();
const MAX_COMPILED = 5000;

/** IAM's `*` and `?` matching. Actions and service names are compared without case, resources with it. */
export function matchesWildcard(pattern: string, value: string, ignoreCase = false): boolean {
  if (pattern === '*') return true;
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let regex = compiled.get(key);
  if (!regex) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.');
    regex = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(key, regex);
  }
  return regex.test(value);
}

/**
 * ARN matching: the six colon-separated parts are compared each on its own, so that a `*` does not run over a colon
 * of the first five (IAM user guide, "ArnEquals, ArnLike").
 */
export function matchesArn(pattern: string, value: string): boolean {
  const left = pattern.split(':');
  const right = value.split(':');
  if (left.length < 6 || right.length < 6) return pattern === '*' || pattern === value;
  for (let i = 0; i < 5; i++) if (!matchesWildcard(left[i] ?? '', right[i] ?? '')) return false;
  return matchesWildcard(left.slice(5).join(':'), right.slice(5).join(':'));
}
