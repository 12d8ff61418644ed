import type { JsonValue } from '@virga/domain';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON escapes
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** RFC 8785 canonical JSON of a parsed record, and how many object members it has. Depth must be bounded by the parser. */
export class CanonicalWriter {
  members = 0;

  write(value: JsonValue): string {
    this.members = 0;
    return this.#value(value);
  }

  #value(value: JsonValue): string {
    if (typeof value === 'string') return needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`;
    if (value === null || typeof value !== 'object') return String(value);
    if (Array.isArray(value)) {
      let text = '[';
      for (let index = 0; index < value.length; index++) text += (index > 0 ? ',' : '') + this.#value(value[index]!);
      return `${text}]`;
    }
    const keys = Object.keys(value).sort();
    this.members += keys.length;
    let text = '{';
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      text += (index > 0 ? ',' : '') + (needsEscape.test(key) ? JSON.stringify(key) : `"${key}"`);
      text += `:${this.#value(value[key]!)}`;
    }
    return `${text}}`;
  }
}
