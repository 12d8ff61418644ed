import { type Limits, limitsSchema } from '@virga/domain';

export interface LimitField {
  name: keyof Limits;
  label: string;
  help: string;
}

/** Limits of what is taken in (security.md, "Limits"), in the order of harm. */
export const limitFields: readonly LimitField[] = [
  { name: 'uploadBytes', label: 'One upload, bytes', help: 'Larger files are refused when they begin.' },
  { name: 'recordBytes', label: 'One record, bytes', help: 'A longer record is rejected by name, the others go on.' },
  { name: 'expansionRatio', label: 'Expansion, to one', help: 'Above it, after 1 GiB, the item pauses and asks.' },
  { name: 'jsonDepth', label: 'Depth of JSON', help: 'What is deeper is kept as text.' },
  { name: 'recordFields', label: 'Fields of a record', help: 'More stay in the raw record.' },
];

/** Only what was changed, and a sentence per value that is outside its bounds. */
export function readLimitChange(
  saved: Limits,
  typed: Record<keyof Limits, number | string>,
): { change: Partial<Limits>; faults: Partial<Record<keyof Limits, string>> } {
  const change: Partial<Limits> = {};
  const faults: Partial<Record<keyof Limits, string>> = {};
  for (const { name } of limitFields) {
    const schema = limitsSchema.shape[name];
    const value = typed[name] === '' ? Number.NaN : Number(typed[name]);
    const read = schema.safeParse(value);
    if (!read.success) faults[name] = `A whole number from ${schema.minValue} to ${schema.maxValue}.`;
    else if (read.data !== saved[name]) change[name] = read.data;
  }
  return { change, faults };
}
