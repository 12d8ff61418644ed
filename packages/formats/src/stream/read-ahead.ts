/** Asks for the next chunk while the current one is worked on: zlib then inflates on its own thread meanwhile. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T, void, undefined> {
  let next = settled(source.next());
  try {
    for (;;) {
      const step = await next;
      if ('error' in step) throw step.error;
      if (step.result.done) return;
      next = settled(source.next());
      yield step.result.value;
    }
  } finally {
    await next;
    await source.return(undefined);
  }
}

/** A rejection nobody awaits yet would end the process: it is kept as a value until its turn comes. */
function settled<T>(promise: Promise<T>): Promise<{ result: T } | { error: unknown }> {
  return promise.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
}
