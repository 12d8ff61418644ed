import { clausesOf } from '@virga/timeline/query';
import { describe, expect, it } from 'vitest';
import { filterState, toggleExcluded, toggleIncluded } from './value-filter.ts';

const stateIn = (query: string, field: string, value: string) => filterState(clausesOf(query), field, value);

describe('filters of one value', () => {
  it('includes a value, then a second one as its alternative, and takes both back', () => {
    const one = toggleIncluded('"needle"', 'action', 'CreateUser');
    expect(one).toBe('"needle" action:"CreateUser"');
    const two = toggleIncluded(one, 'action', 'DeleteUser');
    expect(two).toBe('"needle" (action:"CreateUser" OR action:"DeleteUser")');
    expect(stateIn(two, 'action', 'DeleteUser')).toBe('included');
    const back = toggleIncluded(two, 'action', 'CreateUser');
    expect(stateIn(back, 'action', 'CreateUser')).toBeNull();
    expect(toggleIncluded(back, 'action', 'DeleteUser')).toBe('"needle"');
  });
  it('turns an included value into an excluded one, and back to nothing', () => {
    const excluded = toggleExcluded('region:"eu-west-1"', 'region', 'eu-west-1');
    expect(excluded).toBe('NOT region:"eu-west-1"');
    expect(stateIn(excluded, 'region', 'eu-west-1')).toBe('excluded');
    expect(toggleExcluded(excluded, 'region', 'eu-west-1')).toBe('');
  });
  it('sees a filter however it was typed', () => {
    expect(stateIn('-action:x', 'action', 'x')).toBe('excluded');
    expect(stateIn('action:(a OR "b c")', 'action', 'b c')).toBe('included');
    expect(stateIn('sourceIp:198.51.100.7', 'sourceIp', '198.51.100.7')).toBe('included');
  });
  it('keeps values that hold quotes and backslashes', () => {
    const value = 'C:\\x "y"';
    const query = toggleIncluded('', 'target', value);
    expect(stateIn(query, 'target', value)).toBe('included');
    expect(toggleIncluded(query, 'target', value)).toBe('');
  });
  it('leaves clauses over several fields alone', () => {
    const query = toggleIncluded('(action:a OR actor:b)', 'action', 'c');
    expect(clausesOf(query)).toHaveLength(2);
  });
});
