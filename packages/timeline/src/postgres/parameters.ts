/** Collects bound values; the only way a value enters SQL. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder with an explicit type. */
  add(
    value: unknown,
    type: 'text' | 'text[]' | 'bigint' | 'int' | 'uuid' | 'bpchar' | 'jsonpath' | 'inet[]' | 'boolean',
  ): string {
    this.values.push(typeof value === 'bigint' ? value.toString() : value);
    return `$${this.values.length}::${type}`;
  }
}
