import { expect, test } from 'vitest';
import { notificationSentence } from './notification-sentence.ts';

test('a reset is told with whom, by whom and why', () => {
  const payload = { what: 'password of a member reset', member: 'Eve', by: 'Root', reason: 'asked by phone' };
  expect(notificationSentence(payload)).toEqual({
    title: 'Password of a member reset',
    message: 'Member: Eve. By Root. Reason: asked by phone',
  });
});

test('an approval by one person names the case; a payload of another version still says something', () => {
  const payload = { what: 'containment approved by one person', caseNumber: 7, by: 'Lea', reason: 'nobody else awake' };
  expect(notificationSentence(payload).message).toBe('In VC-7. By Lea. Reason: nobody else awake');
  expect(notificationSentence({ what: { odd: 1 } })).toEqual({
    title: 'Something happened in a case of yours',
    message: '',
  });
});
