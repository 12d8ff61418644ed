import { expect, test } from 'vitest';
import { maskSecrets, maskSecretsIn } from './mask-secrets.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N';

test.each([
  ['a created key', `{"accessKey":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"${secret}"}}`, secret],
  ['issued credentials', `{"credentials": {"sessionToken" : "FwoGZXIvYXdzEXAMPLE+/="}}`, 'FwoGZXIvYXdzEXAMPLE+/='],
  ['a database password', '{"masterUserPassword":"correct horse"}', 'correct horse'],
  ['JSON inside a string', `{"body":"{\\"password\\":\\"hunter22\\"}"}`, 'hunter22'],
  ['shell history: a setting', `export AWS_SECRET_ACCESS_KEY=${secret}\nls -l`, secret],
  ['shell history: an option', 'mysql --user root --password s3cretpw db', 's3cretpw'],
  ['shell history: aws configure', `aws configure set aws_secret_access_key ${secret}`, secret],
  ['an address', 'git clone https://deploy:tok3n-value@git.example.org/x.git', 'tok3n-value'],
  ['a header', 'curl -H "Authorization: Bearer abcdefghijklmnop1234"', 'abcdefghijklmnop1234'],
  ['a web token', `cookie ${jwt} end`, jwt],
  ['a forge token', `x ghp_${'a1'.repeat(18)} y`, `ghp_${'a1'.repeat(18)}`],
  [
    'a private key',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0\n-----END RSA PRIVATE KEY-----',
    'MIIEowIBAAKCAQEA0',
  ],
])('%s is masked, and everything keeps its place [S4.evidence-secrets]', (_name, text, value) => {
  const masked = maskSecrets(text);
  expect(masked.count).toBe(1);
  expect(masked.text).not.toContain(value);
  expect(masked.text).toHaveLength(text.length);
  expect(masked.text.slice(0, text.indexOf(value))).toBe(text.slice(0, text.indexOf(value)));
});

test.each([
  '{"secretAccessKey":"HIDDEN_DUE_TO_SECURITY_REASONS","password":"****"}',
  '{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","eventName":"CreateAccessKey","eventID":"5b1f0e4c-0000-4000-8000-000000000000"}',
  'cat /etc/passwd; passwd root; ls ~/.aws/credentials',
  'https://console.aws.amazon.com/iam/home?region=eu-west-1#/users',
  '{"eventName":"GetSecretValue","requestParameters":{"secretId":"prod/db"}}',
])('what an investigation needs stays: %s', (text) => {
  expect(maskSecrets(text)).toEqual({ text, count: 0 });
});

test('data of an instance is looked at decoded, and masked whole when it holds a secret [S4.evidence-secrets]', () => {
  const encoded = Buffer.from(`#!/bin/sh\nexport DB_PASSWORD=hunter22\n`).toString('base64');
  const harmless = Buffer.from('#!/bin/sh\napt-get install nginx\n').toString('base64');
  expect(maskSecrets(`{"userData":{"value":"${encoded}"}}`).text).not.toContain(encoded);
  expect(maskSecrets(`{"userData":"${harmless}"}`).count).toBe(0);
});

test('a value stays JSON of the same shape [S4.evidence-secrets]', () => {
  const value = { user: 'ana', nested: [{ sessionToken: 'a"b\\c\u0000d' }], count: 3 };
  expect(maskSecretsIn(value)).toEqual({
    user: 'ana',
    nested: [{ sessionToken: expect.stringMatching(/^\*+/) }],
    count: 3,
  });
  const plain = { user: 'ana' };
  expect(maskSecretsIn(plain)).toBe(plain);
});

test('over a long text and a hostile one it stays linear, and finds what stands on the seam', () => {
  const filler = 'x'.repeat(1024 * 1024 - 20);
  expect(maskSecrets(`${filler} password=${'s'.repeat(40)} `).count).toBe(1);
  const started = performance.now();
  maskSecrets(`"password":"${'\\\\'.repeat(200_000)}`);
  expect(performance.now() - started).toBeLessThan(10_000);
});
