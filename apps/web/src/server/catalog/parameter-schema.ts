import { z } from 'zod';

/** JSON Schema 2020-12 of what a person may type; defaults are not asked for. */
export function parameterSchema(parameters: z.ZodType): Record<string, z.core.util.JSONType> {
  return JSON.parse(JSON.stringify(z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }))) as Record<
    string,
    z.core.util.JSONType
  >;
}

export function propertyNames(parameters: z.ZodType): string[] {
  return Object.keys((parameterSchema(parameters)['properties'] ?? {}) as Record<string, unknown>);
}
