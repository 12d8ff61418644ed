/** Parameters from the address; anything that is not a JSON object counts as none. */
export function givenParameters(text: string | null): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** Address of the acquire page with everything "collect this" knows. */
export function acquireAddress(
  caseId: string,
  offer: { sourceId: string; accountId: string; parameters: Record<string, unknown> },
): string {
  const query = new URLSearchParams({
    source: offer.sourceId,
    account: offer.accountId,
    parameters: JSON.stringify(offer.parameters),
  });
  return `/cases/${caseId}/acquire?${query}`;
}
