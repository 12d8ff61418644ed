/** Walks an API that pages by a token until it gives none. */
export async function allPages<Item>(
  ask: (token: string | undefined) => Promise<{ items: Item[]; next: string | undefined }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token);
    all.push(...page.items);
    token = page.next;
  } while (token !== undefined && token !== '');
  return all;
}
