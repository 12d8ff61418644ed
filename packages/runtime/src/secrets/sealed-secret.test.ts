import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  loadOrCreateKeyring,
  loadSealingKey,
  maskSecret,
  openSecret,
  randomToken,
  readKeyring,
  resealSecret,
  retireKeys,
  rotateKeyring,
  sealingKeyPath,
  sealSecret,
} from './index.ts';

const binding = { accountId: '019aa000-0000-7000-8000-00000000000a', field: 'aws.secretAccessKey' };
const secret = 'wJalrXUtnFEMI/K7MDENG/ünï';
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'virga-keys-')), 'keys');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.detail : String(thrown)),
  );

it('seals with the public file alone and opens with the keyring; the sealed text holds nothing of the secret', async () => {
  const keyring = await loadOrCreateKeyring(folder);
  const key = (await loadSealingKey(folder))!;
  const text = await sealSecret(key, binding, secret);
  expect(Buffer.from(text.split('.')[2]!, 'base64url').includes(secret)).toBe(false);
  expect(await sealSecret(key, binding, secret)).not.toBe(text);
  expect(await openSecret(keyring, binding, text)).toBe(secret);
});

it('cannot be opened by the sealer: the public file has no private key, and a keyring made from it opens nothing', async () => {
  const keyring = await loadOrCreateKeyring(folder);
  const publicText = await readFile(sealingKeyPath(folder), 'utf8');
  expect(publicText).not.toContain(keyring.keys[0]!.privateKey);
  expect(Object.keys(JSON.parse(publicText)).sort()).toEqual(['format', 'keyId', 'publicKey']);
  const key = (await loadSealingKey(folder))!;
  const text = await sealSecret(key, binding, secret);
  const forged = { format: 'virga-keyring/1' as const, keys: [{ ...key, privateKey: key.publicKey }] };
  expect(await refusal(openSecret(forged, binding, text))).toContain('not what was sealed');
});

it('refuses a secret that was moved to another account or field, altered, or sealed with an unknown key [S4.sealed-boxes]', async () => {
  const keyring = await loadOrCreateKeyring(folder);
  const text = await sealSecret((await loadSealingKey(folder))!, binding, secret);
  expect(await refusal(openSecret(keyring, { ...binding, accountId: 'other' }, text))).toContain('another account');
  expect(await refusal(openSecret(keyring, { ...binding, field: 'aws.externalId' }, text))).toContain(
    'another account',
  );
  const flipped = text.slice(0, -2) + (text.at(-2) === 'A' ? 'B' : 'A') + text.at(-1);
  expect(await refusal(openSecret(keyring, binding, flipped))).toContain('not what was sealed');
  expect(await refusal(openSecret(keyring, binding, text.replace(/^sealed1\.[0-9a-f]/, 'sealed1.')))).toContain(
    'not a sealed',
  );
  const other = await loadOrCreateKeyring(join(folder, 'other'));
  expect(await refusal(openSecret(other, binding, text))).toContain('not in the keyring');
});

it('rotates while old secrets stay open, seals them again, and forgets the old key only then [S4.keys-rotate]', async () => {
  const before = await loadOrCreateKeyring(folder);
  const text = await sealSecret((await loadSealingKey(folder))!, binding, secret);
  const rotated = await rotateKeyring(folder);
  expect((await loadSealingKey(folder))!.keyId).toBe(rotated.keys[0]!.keyId);
  expect(rotated.keys[1]).toEqual(before.keys[0]);
  expect(await openSecret(rotated, binding, text)).toBe(secret);
  const again = (await resealSecret(rotated, binding, text))!;
  expect(await resealSecret(rotated, binding, again)).toBeNull();
  const retired = await retireKeys(folder);
  expect(await openSecret(retired, binding, again)).toBe(secret);
  expect(await refusal(openSecret(retired, binding, text))).toContain('not in the keyring');
});

it('keeps files at 0600, gives two starts at once the same key, and refuses a file that others can read [S4.key-file]', async () => {
  const [one, two] = await Promise.all([loadOrCreateKeyring(folder), loadOrCreateKeyring(folder)]);
  expect(one).toEqual(two);
  expect((await stat(join(folder, 'keyring.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await chmod(join(folder, 'keyring.json'), 0o644);
  await expect(readKeyring(folder)).rejects.toThrow('chmod 600');
});

it('masks what it shows and makes tokens of full length', () => {
  expect(maskSecret('AKIAIOSFODNN7EXAMPLE')).toBe('AKIA••••••••LE');
  expect(maskSecret('short')).not.toContain('s');
  expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
});
