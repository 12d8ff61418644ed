import type { JsonValue } from '@virga/domain';
import { expect, test } from 'vitest';
import { columnValues } from './attributes.ts';
import { aRecord, parseText } from './test-records.ts';

function valuesOf(value: JsonValue): string[] {
  if (value === null || value === '' || typeof value === 'boolean') return [];
  if (typeof value !== 'object') return [String(value)];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(valuesOf);
}

test('columns, attributes and the values that columns leave out are together every value of the record', async () => {
  const odd = {
    userIdentity: {
      type: 'AssumedRole',
      sessionContext: { sessionIssuer: { arn: 'arn:x', list: [1, { deep: 'y' }] } },
    },
    userAgent: { not: 'a text' },
    awsRegion: ['one', 'two'],
    responseElements: { credentials: { accessKeyId: 'ASIAX' }, '': 'no name' },
    __proto__: null,
    errorCode: 7,
  };
  for (const members of [{}, odd, { ['__proto__']: { planted: 'value' } }]) {
    const text = JSON.stringify(aRecord(1, members));
    const [found] = (await parseText(text)).events;
    const { parsed, event } = found!;
    const columns = Object.values(event).filter((value) => typeof value === 'string');
    const searched = new Set([
      ...columns,
      ...event.correlation,
      ...valuesOf(event.attributes),
      ...columnValues(parsed, event),
    ]);
    for (const value of valuesOf(JSON.parse(text) as JsonValue)) expect([...searched]).toContain(value);
  }
});
