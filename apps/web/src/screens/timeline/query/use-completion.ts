'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clauseFor, fieldNamed } from '@virga/timeline/query';
import { api } from '../../../contract/client.ts';
import { type CaretWord, caretWord } from './caret-word.ts';

export interface Suggestion {
  label: string;
  /** Meaning of a field, or how many rows hold a value. */
  note: string;
  inserted: string;
}

const most = 12;

/** Fields whose name begins so, or values of a field that occur in the case; none while `isOn` is false. */
export function useCompletion(caseId: string, text: string, caret: number, isOn: boolean) {
  const word = isOn ? caretWord(text, caret) : null;
  const [settled] = useDebouncedValue(word?.kind === 'value' ? `${word.field}\n${word.prefix}` : '', 120);
  const fields = useQuery({
    ...api.timeline.fields.queryOptions({ input: { caseId } }),
    staleTime: 60_000,
    enabled: isOn,
  });
  const [field = '', prefix = ''] = settled.split('\n');
  const hasValues =
    field !== '' &&
    (fields.data?.items.find((one) => one.name.toLowerCase() === field.toLowerCase())?.hasFacet ?? false);
  const values = useQuery({
    ...api.timeline.complete.queryOptions({ input: { caseId, field, prefix, limit: most } }),
    enabled: isOn && hasValues && word?.kind === 'value',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (!word) return { word, suggestions: [] };
  if (word.kind === 'field') return { word, suggestions: fieldSuggestions(fields.data?.items ?? [], word) };
  const known = fieldNamed(word.field)?.values;
  const begun = word.prefix.toLowerCase();
  const suggestions = known
    ? known.filter((value) => value.toLowerCase().startsWith(begun)).map((value) => suggestValue(word.field, value, ''))
    : hasValues
      ? (values.data?.items ?? []).map(({ value, count }) => suggestValue(word.field, value, String(count)))
      : [];
  return { word, suggestions };
}

function suggestValue(field: string, value: string, note: string): Suggestion {
  return { label: value, note, inserted: `${clauseFor(field, value)} ` };
}

function fieldSuggestions(
  fields: readonly { name: string; meaning: string }[],
  word: Extract<CaretWord, { kind: 'field' }>,
): Suggestion[] {
  const begun = word.prefix.toLowerCase();
  return fields
    .filter(({ name }) => name.toLowerCase().startsWith(begun) && name.toLowerCase() !== begun)
    .slice(0, most)
    .map(({ name, meaning }) => ({ label: name, note: meaning, inserted: `${name}:` }));
}
