import type { Outcome } from '@virga/domain';
import { expect, test } from 'vitest';
import { buildMessage } from './message.ts';
import { actionPhrases } from './message-phrases.ts';

const identity = {
  actor: 'arn:aws:iam::111122223333:user/ann',
  actorType: 'IAMUser',
  actorAccount: '111122223333',
  credential: null,
  session: null,
  facts: {},
};

function sentence(action: string, outcome: Outcome, targets: string[], isDryRun = false): string {
  const read = { outcome, errorCode: outcome === 'failure' ? 'Broken' : null, isDryRun };
  const address = { ip: '198.51.100.7', service: null };
  return buildMessage({ identity, action, service: 'x.amazonaws.com', targets, outcome: read, address });
}

test('every phrase of the table becomes a whole sentence, however the call ended', () => {
  for (const action of [...actionPhrases.keys(), 'NoSuchAction'])
    for (const outcome of ['success', 'started', 'denied', 'failure'] as const)
      for (const targets of [[], ['thing-1']])
        expect(sentence(action, outcome, targets)).toMatch(/^ann [^{}|]+ from 198\.51\.100\.7[^{}|]*$/);
});

test('a name that looks like a place in a phrase is not filled', () => {
  expect(sentence('{target}', 'success', ['thing-1'])).toBe(
    'ann called {target} on x.amazonaws.com for thing-1 from 198.51.100.7',
  );
  expect(sentence('CreateUser', 'denied', ['{action} $&'])).toBe(
    'ann tried to create the user {action} $& from 198.51.100.7 and was denied',
  );
  expect(sentence('CreateUser', 'success', ['bob'], true)).toBe(
    'ann checked the permission to create the user bob from 198.51.100.7 (dry run: allowed, nothing was done)',
  );
});
