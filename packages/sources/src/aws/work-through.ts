/**
 * Takes items one by one and works on up to `limit` of them at once. After the first failure nothing new is taken; it
 * is thrown when all that was begun has ended, so that nothing writes any more once this returns.
 */
export async function workThrough<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failure: { error: unknown } | null = null;
  async function worker(): Promise<void> {
    while (!failure) {
      try {
        const next = await iterator.next();
        if (next.done) return;
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker));
  const ended = failure as { error: unknown } | null;
  if (ended) throw ended.error;
}
