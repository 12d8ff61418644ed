import { AppError } from '@virga/domain';
import { fieldNamed } from './query/fields.ts';
import { parseQuery } from './query/parse-query.ts';
import type { FieldRef } from './query/tree.ts';

/** Reads the name of a field that facets and completion accept. Throws `request.invalid` for any other. */
export function facetField(name: string): FieldRef {
  const definition = fieldNamed(name);
  if (definition?.hasFacet) return { name: definition.name, path: [] };
  if (name.startsWith('attributes.')) {
    const tree = parseQuery(`_exists_:${name}`);
    if (tree.kind === 'exists') return tree.field;
  }
  throw new AppError({ code: 'request.invalid', message: `The field "${name}" has no list of values.` });
}
