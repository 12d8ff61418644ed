import { expect, test } from 'vitest';
import { readTarget } from './target-choices.ts';

test('an ARN of a principal becomes its name and kind, a path falls away', () => {
  expect(readTarget('arn:aws:iam::123456789012:role/app/web-role')).toEqual({
    target: 'web-role',
    principalType: 'role',
    externalAccountId: '123456789012',
  });
  expect(readTarget(' arn:aws-cn:iam::123456789012:user/build ')).toEqual({
    target: 'build',
    principalType: 'user',
    externalAccountId: '123456789012',
  });
});

test('anything else stays as typed', () => {
  expect(readTarget('i-0123456789abcdef0')).toEqual({
    target: 'i-0123456789abcdef0',
    principalType: null,
    externalAccountId: null,
  });
  expect(readTarget('arn:aws:iam::123456789012:policy/x').principalType).toBeNull();
});
