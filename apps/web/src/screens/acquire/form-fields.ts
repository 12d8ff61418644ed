type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface FormField {
  name: string;
  label: string;
  help: string;
  kind: 'text' | 'number' | 'choice' | 'flag' | 'time' | 'list';
  isRequired: boolean;
  /** Of a choice. */
  options: string[];
  pattern: string | null;
  least: number | null;
  most: number | null;
  /** What the source takes when the field is left alone, as the form shows it. */
  standard: FormValue;
}

export type FormValue = string | boolean | string[];
export type FormValues = Record<string, FormValue>;

interface Property {
  type?: string;
  enum?: Json[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  default?: Json;
  items?: Property;
}

/** Fields of the acquire form from a source's JSON Schema (2020-12, made by zod) and its hints. */
export function formFields(
  schema: Record<string, unknown>,
  hints: Record<string, { label: string; help: string }>,
): FormField[] {
  const properties = (schema['properties'] ?? {}) as Record<string, Property>;
  const required = new Set((schema['required'] ?? []) as string[]);
  return Object.entries(properties).map(([name, property]) => {
    const kind = kindOf(property);
    return {
      name,
      kind,
      label: hints[name]?.label ?? name,
      help: hints[name]?.help ?? '',
      isRequired: required.has(name),
      options: (property.enum ?? []).map(String),
      pattern: property.pattern ?? property.items?.pattern ?? null,
      least: property.minimum ?? null,
      most: property.maximum ?? null,
      standard: shownValue(kind, property.default),
    };
  });
}

function kindOf(property: Property): FormField['kind'] {
  if (property.enum) return 'choice';
  if (property.type === 'array') return 'list';
  if (property.type === 'boolean') return 'flag';
  if (property.type === 'number' || property.type === 'integer') return 'number';
  return property.format === 'date-time' ? 'time' : 'text';
}

function shownValue(kind: FormField['kind'], value: unknown): FormValue {
  if (kind === 'flag') return value === true;
  if (kind === 'list') return Array.isArray(value) ? value.map(String) : [];
  return value === undefined || value === null ? '' : String(value);
}

/** Values to begin with: what "collect this" knows, then `times` for required times, then the source's own. */
export function firstValues(
  fields: readonly FormField[],
  given: Record<string, unknown>,
  times: { from: string; to: string },
): FormValues {
  const window: Record<string, string> = times;
  return Object.fromEntries(
    fields.map((field) => {
      const asked = given[field.name];
      if (asked !== undefined) return [field.name, shownValue(field.kind, asked)];
      if (field.kind === 'time' && field.standard === '') return [field.name, window[field.name] ?? ''];
      return [field.name, field.standard];
    }),
  );
}

/** What to send, or a sentence per faulty field. Fields left empty are left out, so that the source's own value holds. */
export function readForm(
  fields: readonly FormField[],
  values: FormValues,
): { parameters: Record<string, Json>; faults: Record<string, string> } {
  const parameters: Record<string, Json> = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name] ?? field.standard;
    const fault = faultOf(field, value);
    if (fault) faults[field.name] = fault;
    else if (!isEmpty(value)) parameters[field.name] = sentValue(field, value);
  }
  return { parameters, faults };
}

function isEmpty(value: FormValue): boolean {
  return Array.isArray(value) ? value.length === 0 : typeof value === 'string' && value.trim() === '';
}

function sentValue(field: FormField, value: FormValue): Json {
  if (typeof value !== 'string') return value;
  return field.kind === 'number' ? Number(value) : value.trim();
}

function faultOf(field: FormField, value: FormValue): string | null {
  if (isEmpty(value)) return field.isRequired ? 'This is needed.' : null;
  if (field.kind === 'number') {
    const number = Number(value);
    const isIn = number >= (field.least ?? -Infinity) && number <= (field.most ?? Infinity);
    return Number.isFinite(number) && isIn ? null : `A number from ${field.least ?? 'any'} to ${field.most ?? 'any'}.`;
  }
  if (field.kind === 'time')
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(String(value).trim())
      ? null
      : 'Day, time and zone, as in 2026-10-01T00:00:00Z.';
  if (field.pattern === null || field.kind === 'choice' || typeof value === 'boolean') return null;
  const pattern = new RegExp(field.pattern);
  const wrong = [value].flat().find((one) => !pattern.test(one.trim()));
  return wrong === undefined ? null : `“${wrong}” is not of the form ${field.pattern}`;
}
