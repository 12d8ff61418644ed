import { AppError } from '@virga/domain';
import { expect, test } from 'vitest';
import { faultOf } from './fault-of.ts';

const away = [
  Object.assign(new Error('the database system is starting up'), { code: '57P03' }),
  new Error('the database system is not yet accepting connections'),
  new Error('Database error. Code: `57P03`. Message: `the database system is starting up`'),
  new Error('Database error. Code: `57P01`. Message: `terminating connection due to administrator command`'),
  new Error('terminating connection due to unexpected postmaster exit'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error("Can't reach database server at 127.0.0.1:5433"),
  new Error('outer', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) }),
];

test.each(away)('a database that is away is no reason to give up: %s', (thrown) => {
  expect(faultOf(thrown)).toMatchObject({ code: 'system.unavailable', retryable: true });
});

test('what is none of that stays what it is', () => {
  expect(faultOf(new Error('duplicate key value violates unique constraint'))).toMatchObject({
    code: 'system.unexpected',
    retryable: false,
  });
  const own = new AppError({ code: 'lease.lost', message: 'x' });
  expect(faultOf(own)).toBe(own);
});
