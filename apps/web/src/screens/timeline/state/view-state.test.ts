import { describe, expect, it } from 'vitest';
import { defaultColumns, readColumns, writeColumns } from './columns.ts';
import { readViewState, type ViewState, writeViewState } from './view-state.ts';

const empty = readViewState(new URLSearchParams());

describe('the view in the address bar', () => {
  it('a view at its defaults needs no parameter', () => {
    expect(writeViewState(empty)).toBe('');
  });
  it('gives back whatever it was written from', () => {
    const view: ViewState = {
      query: 'action:"A&B" NOT "x=1 #"',
      off: ['region:"eu-west-1"', 'a b'],
      from: '2026-10-01T00:00:00.000001Z',
      until: '2026-10-02T00:00:00.000000Z',
      order: 'desc',
      at: '2026-10-01T12:00:00.000000Z',
      row: '0123456789abcdef0123456789abcdef',
      tab: 'around',
      aroundMinutes: 60,
      includeHidden: true,
      includeOwn: true,
      columns: [
        { id: 'time', width: 204 },
        { id: 'userAgent', width: 333 },
      ],
      logScale: true,
      wholeSpan: true,
    };
    expect(readViewState(new URLSearchParams(writeViewState(view)))).toEqual(view);
  });
  it('takes what it does not know as the default', () => {
    const text = 'from=yesterday&row=xyz&tab=evil&order=up&around=-3&cols=nothing:1&scale=linear';
    expect(readViewState(new URLSearchParams(text))).toEqual(empty);
  });
});

describe('columns', () => {
  it('are read back as written, unknown and doubled ones left out, widths bounded', () => {
    expect(readColumns(writeColumns(defaultColumns))).toEqual(defaultColumns);
    expect(readColumns('time:1,time:300,evil:9,actor:99999')).toEqual([
      { id: 'time', width: 32 },
      { id: 'actor', width: 1600 },
    ]);
    expect(readColumns('')).toBeNull();
  });
});
