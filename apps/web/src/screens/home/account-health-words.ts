export interface AccountFacts {
  disabledAt: string | null;
  credentialExpiresAt: string | null;
  grants: readonly string[];
  lastTest: { state: string } | null;
}

const day = 86_400_000;

/** One sentence: would the next collection be let in. The worst that is known comes first. */
export function accountHealth(account: AccountFacts, nowMs: number): { isBad: boolean; sentence: string } {
  const endsIn = account.credentialExpiresAt ? Date.parse(account.credentialExpiresAt) - nowMs : null;
  if (account.disabledAt) return { isBad: true, sentence: 'Disabled: nothing is collected from it.' };
  if (endsIn !== null && endsIn <= 0) return { isBad: true, sentence: 'Its credentials have expired.' };
  if (account.grants.length === 0) return { isBad: true, sentence: 'No role is set up.' };
  if (account.lastTest?.state === 'failed') return { isBad: true, sentence: 'The last test of the connection failed.' };
  if (endsIn !== null && endsIn < day) return { isBad: true, sentence: 'Its credentials expire within a day.' };
  if (!account.lastTest) return { isBad: false, sentence: 'Not tested yet.' };
  if (account.lastTest.state !== 'done') return { isBad: false, sentence: 'A test runs.' };
  return { isBad: false, sentence: `The last test went through. Set up: ${account.grants.join(', ')}.` };
}
