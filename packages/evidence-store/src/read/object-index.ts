import { type StoredObject, storedObjectSchema } from '../item/stored-object.ts';

/** Lines of `objects.jsonl`, read from a stream of its bytes. A line that does not hold what it must is an error. */
export async function* readObjectIndex(bytes: AsyncIterable<Uint8Array>): AsyncIterable<StoredObject> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of bytes) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield storedObjectSchema.parse(JSON.parse(line));
  }
  if (rest !== '') throw new SyntaxError('objects.jsonl ends in the middle of a line');
}
