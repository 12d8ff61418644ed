import { actionManifests } from '@virga/response/catalog';
import { manifests } from '@virga/sources/catalog';
import { expect, test } from 'vitest';
import { proofWords } from './proof-words.ts';

test('every source and action says where it has run, a live run with its date [F14.where-it-ran]', () => {
  const all = [...manifests, ...actionManifests];
  expect(all.length).toBeGreaterThan(4);
  for (const { id, proof } of all) {
    expect(proofWords([...proof]), id).toMatch(/^(range|independent|live): \S/);
    for (const { where, note } of proof) if (where === 'live') expect(note, id).toMatch(/\b20\d\d-\d\d-\d\d\b/);
  }
  expect(proofWords([])).toBe('nowhere yet');
});
