/** Condition keys of one request: lower-case names (IAM compares them without case), one or more values each. */
export type ConditionContext = ReadonlyMap<string, string[]>;

/** Builds a context; undefined values are keys that are absent from the request. */
export function conditionContext(keys: Record<string, string | string[] | undefined>): ConditionContext {
  const out = new Map<string, string[]>();
  for (const [name, value] of Object.entries(keys)) {
    if (value !== undefined) out.set(name.toLowerCase(), Array.isArray(value) ? value : [value]);
  }
  return out;
}

/** Replaces `${aws:username}` and its like (with an optional `, 'default'`) and the escapes `${*}`, `${?}`, `${$}`. */
export function substituteVariables(text: string, context: ConditionContext): string | undefined {
  let isResolved = true;
  const out = text.replace(/\$\{([^}]+)\}/g, (_, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return inner;
    const [name = '', fallback] = inner.split(',').map((part) => part.trim());
    const value = context.get(name.toLowerCase())?.[0] ?? fallback?.replace(/^'|'$/g, '');
    if (value === undefined) isResolved = false;
    return value ?? '';
  });
  return isResolved ? out : undefined;
}
