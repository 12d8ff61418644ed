import { newId } from '@virga/domain/ids';
import { aCase, anEvidenceItem, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** Foreign keys between two tables that both carry a case; `holds` when the case is part of the key. */
const betweenCaseTables = `
  WITH of_case AS (
    SELECT attrelid, attnum FROM pg_attribute WHERE attname = 'case_id' AND NOT attisdropped
  )
  SELECT key.conrelid::regclass || ' → ' || key.confrelid::regclass AS name,
         own.attnum = ANY (key.conkey) AND other.attnum = ANY (key.confkey) AS holds
  FROM pg_constraint key
  JOIN of_case own ON own.attrelid = key.conrelid
  JOIN of_case other ON other.attrelid = key.confrelid
  WHERE key.contype = 'f'`;

it('every reference between rows of a case carries the case itself [S1.composite-keys]', async () => {
  const { rows } = await test.db.pool.query<{ name: string; holds: boolean }>(betweenCaseTables);
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter((row) => !row.holds).map((row) => row.name)).toEqual([]);
});

it('a row of case A cannot name an evidence item of case B, whatever a program does [S1.composite-keys]', async () => {
  const [a, b] = [await aCase(test.db), await aCase(test.db)];
  const item = await anEvidenceItem(test.db, b.id);
  const insert = (caseId: string) =>
    test.db.pool.query(
      "INSERT INTO parse_run (id, case_id, evidence_id, parser_id, generation) VALUES ($1, $2, $3, 'aws/cloudtrail@1', 1)",
      [newId(), caseId, item.id],
    );
  await expect(insert(a.id)).rejects.toMatchObject({ code: '23503' });
  await insert(b.id);
});
