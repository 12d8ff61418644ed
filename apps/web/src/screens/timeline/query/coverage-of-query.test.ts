import { clausesOf } from '@virga/timeline/query';
import { expect, it } from 'vitest';
import { type CoverageJson, coverageOfQuery, demandedPlaces, touches } from './coverage-of-query.ts';

function covered(sourceId: string, region: string): CoverageJson {
  const from = '2026-10-01T00:00:00.000000Z';
  const to = '2026-10-02T00:00:00.000000Z';
  return {
    id: `${sourceId} ${region}`,
    sourceId,
    externalAccountId: '1',
    region,
    from,
    to,
    word: 'denied',
    detail: '',
  };
}

const rows = [
  covered('aws/cloudtrail', 'eu-west-1'),
  covered('aws/cloudtrail', 'us-east-1'),
  covered('aws/vpc-flow', 'us-east-1'),
];
const idsFor = (query: string) => coverageOfQuery(rows, clausesOf(query)).map((row) => row.id);

it('looks only into the places that the query demands', () => {
  expect(idsFor('')).toHaveLength(3);
  expect(idsFor('source:"aws/vpc-flow"')).toEqual(['aws/vpc-flow us-east-1']);
  expect(idsFor('region:(eu-west-1 OR US-EAST-1) source:aws/cloudtrail')).toHaveLength(2);
});

it('finds the gap of a disk by the source that its rows say', () => {
  const disk = { ...covered('aws/ec2-disk', 'eu-west-1'), timelineSources: ['disk/file'] };
  for (const source of ['disk/file', 'aws/ec2-disk'])
    expect(coverageOfQuery([...rows, disk], clausesOf(`source:"${source}"`))).toEqual([disk]);
});

it('takes a negated or mixed clause for no demand', () => {
  expect(demandedPlaces(clausesOf('NOT source:a'))).toEqual({});
  expect(demandedPlaces(clausesOf('(source:a OR action:b)'))).toEqual({});
});

it('an open end touches everything on its side', () => {
  const row = rows[0]!;
  expect(touches(row, '2026-10-02T00:00:00.000000Z', null)).toBe(false);
  expect(touches({ ...row, to: null }, '2026-10-02T00:00:00.000000Z', null)).toBe(true);
  expect(touches(row, null, '2026-10-01T00:00:00.000000Z')).toBe(false);
});
