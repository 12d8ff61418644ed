import { expect, test } from 'vitest';
import { fieldDefinitions } from '../query/fields.ts';
import type { FieldRef, QueryTree, ValueTest } from '../query/tree.ts';
import { compileQuery } from './compile-query.ts';
import { Parameters } from './parameters.ts';

/** A word that no SQL of ours holds, in clothes that would end a literal, an identifier or a comment. */
const typed = `zqx'); "zqx" $1 --zqx/*\\`;

const ofUser = (): QueryTree[] => {
  const tests: ValueTest[] = [
    { op: 'equals', value: typed },
    { op: 'glob', glob: [{ text: typed }, { any: 'many' }] },
    { op: 'regex', pattern: `zqx' "zqx"` },
  ];
  const fields: FieldRef[] = fieldDefinitions
    .filter((field) => field.kind === 'text' || field.kind === 'list')
    .map((field) => ({ name: field.name, path: [] }));
  fields.push({ name: 'attributes', path: [typed] });
  return [
    { kind: 'text', glob: [{ text: typed }] },
    { kind: 'regex', pattern: `zqx' "zqx"` },
    { kind: 'exists', field: { name: 'attributes', path: [typed, typed] } },
    { kind: 'number', field: { name: 'attributes', path: [typed] }, from: 1n, to: null },
    ...fields.flatMap((field) => tests.map((one): QueryTree => ({ kind: 'value', field, test: one }))),
  ];
};

test('nothing that a user typed stands in the text of the SQL, in whatever construct and field [S2.bound-parameters]', () => {
  const trees = ofUser();
  expect(trees.length).toBeGreaterThan(40);
  for (const tree of trees) {
    const parameters = new Parameters();
    const sql = compileQuery({ kind: 'not', item: tree }, parameters, 0n);
    expect(
      sql,
      JSON.stringify(tree, (_key, value) => String(value)),
    ).not.toContain('zqx');
    expect(JSON.stringify(parameters.values)).toContain('zqx');
  }
});
