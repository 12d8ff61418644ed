const longest = 200;

/** The few facts of a resource worth a cell, as `name value`; nested ones and empty ones are left to the row's detail. */
export function attributeWords(attributes: Record<string, unknown>): string {
  const words = Object.entries(attributes)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
    .map(([name, value]) => `${name} ${String(value)}`);
  const text = words.join(' · ');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What survives of a gone resource, a line each; unknown shapes are shown as they are. */
export function survivorWords(survives: readonly unknown[]): string[] {
  return survives.map((one) => {
    if (typeof one !== 'object' || one === null) return String(one);
    const { kind, id, detail } = one as { kind?: unknown; id?: unknown; detail?: unknown };
    if (typeof kind !== 'string') return JSON.stringify(one);
    return [kind, kind === 'log rows' ? null : id, detail].filter((part) => typeof part === 'string').join(' ');
  });
}
