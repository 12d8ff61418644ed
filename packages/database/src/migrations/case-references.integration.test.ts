import { newId } from '@virga/domain/ids';
import { aCase, anAcquisition, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

interface Reference {
  child: string;
  parent: string;
  columns: string[];
  parentColumns: string[];
}

/** Foreign keys between two tables that both belong to cases, with their columns. */
const references = `
  SELECT child.relname AS child, parent.relname AS parent,
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.i) AS columns,
    ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i)
      JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.i) AS "parentColumns"
  FROM pg_constraint c JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
  WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
    AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.conrelid AND attname = 'case_id')
    AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.confrelid AND attname = 'case_id')`;

test('a row of a case can point only at rows of the same case: every such key carries the case [S1.composite-keys]', async () => {
  const { rows } = await database.db.pool.query<Reference>(references);
  expect(rows.length).toBeGreaterThan(5);
  for (const { child, parent, columns, parentColumns } of rows)
    expect([child, parent, columns[parentColumns.indexOf('case_id')]]).toEqual([child, parent, 'case_id']);
});

test('the database refuses a row that names an acquisition of another case [S1.composite-keys]', async () => {
  const [here, elsewhere] = [await aCase(database.db), await aCase(database.db)];
  const { id: acquisitionId } = await anAcquisition(database.db, elsewhere.id);
  const gap = (caseId: string) =>
    database.db.pool.query(
      `INSERT INTO coverage_entry (id, case_id, acquisition_id, source_id, external_account_id, region, word, detail)
       VALUES ($1, $2, $3, 'aws/cloudtrail', '111122223333', 'eu-west-1', 'denied', 'refused')`,
      [newId(), caseId, acquisitionId],
    );
  await expect(gap(here.id)).rejects.toMatchObject({ code: '23503' });
  await gap(elsewhere.id);
});
