import { expect, test } from 'vitest';
import { emptyForm, readAccountForm } from './account-form.ts';

const good = { ...emptyForm, name: 'Production', externalAccountId: '123456789012', regions: ['eu-central-1'] };
const role = (account: string) => `arn:aws:iam::${account}:role/virga-collect-read`;

test('roles may come later; what was left empty is not sent', () => {
  const { faults, request } = readAccountForm(good);
  expect(faults).toEqual({});
  expect(request).toEqual({
    provider: 'aws',
    name: 'Production',
    externalAccountId: '123456789012',
    kind: 'single',
    credentialKind: 'role',
    roleArns: {},
    regions: ['eu-central-1'],
  });
});

test('a role of another account is refused by name', () => {
  const { faults } = readAccountForm({ ...good, roleArns: { 'collect-read': role('999999999999') } });
  expect(faults['collect-read']).toContain('999999999999');
  expect(readAccountForm({ ...good, roleArns: { contain: role('123456789012') } }).request.roleArns).toEqual({
    contain: role('123456789012'),
  });
});

test('temporary keys need their token; static ones never send one', () => {
  const keys = { accessKeyId: 'ASIA0123456789ABCDEF', secretAccessKey: 'x'.repeat(40), sessionToken: '' };
  expect(readAccountForm({ ...good, ...keys, credentialKind: 'temporary' }).faults.sessionToken).toBeTruthy();
  const { faults, request } = readAccountForm({
    ...good,
    ...keys,
    sessionToken: 'left over',
    credentialKind: 'static',
  });
  expect(faults).toEqual({});
  expect(request).toMatchObject({ secrets: { accessKeyId: keys.accessKeyId } });
  expect(JSON.stringify(request)).not.toContain('left over');
});

test('odd account ids, regions and organisations are named', () => {
  const { faults } = readAccountForm({
    ...good,
    externalAccountId: '1234-5678',
    regions: ['Frankfurt'],
    kind: 'organization',
    organizationId: 'acme',
  });
  expect(Object.keys(faults).sort()).toEqual(['externalAccountId', 'organizationId', 'regions']);
});

test('an account entered by roles may bring the keys of the identity that takes them, or bring them later', () => {
  const filled = { ...emptyForm, name: 'Prod', externalAccountId: '123456789012', regions: ['eu-central-1'] };
  expect(readAccountForm(filled)).toMatchObject({ faults: {} });
  expect(readAccountForm(filled).request).not.toHaveProperty('secrets');
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
  expect(readAccountForm({ ...filled, ...keys }).request).toMatchObject({ credentialKind: 'role', secrets: keys });
  expect(readAccountForm({ ...filled, accessKeyId: keys.accessKeyId }).faults).toHaveProperty('secretAccessKey');
});
