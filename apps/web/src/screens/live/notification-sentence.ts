type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

/** `what` happened, to whom or in which case, by whom, and the reason that was typed. */
export function notificationSentence(payload: Payload): { title: string; message: string } {
  const what = textOf(payload['what']) ?? 'something happened in a case of yours';
  const number = textOf(payload['caseNumber']);
  const whom = textOf(payload['member']);
  const by = textOf(payload['by']);
  const reason = textOf(payload['reason']);
  const facts = [
    number ? `In VC-${number}.` : null,
    whom ? `Member: ${whom}.` : null,
    by ? `By ${by}.` : null,
    reason ? `Reason: ${reason}` : null,
  ];
  return { title: what.charAt(0).toUpperCase() + what.slice(1), message: facts.filter(Boolean).join(' ') };
}
