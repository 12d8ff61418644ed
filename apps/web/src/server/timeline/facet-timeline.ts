import type { CaseCall } from '../platform/call.ts';
import { withQuerySlot } from './query-slots.ts';
import { type SelectionInput, selectionOf } from './selection-of.ts';

export async function facetTimeline(call: CaseCall, input: SelectionInput & { fields: string[]; limit: number }) {
  const { fields, limit } = input;
  const items = await withQuerySlot(call, () =>
    call.platform.timeline.facets({ ...selectionOf(call, input), fields, limit }),
  );
  return { items };
}

export async function searchFacet(
  call: CaseCall,
  input: SelectionInput & { field: string; contains: string; limit: number },
) {
  const { field, contains, limit } = input;
  return withQuerySlot(call, () =>
    call.platform.timeline.facetSearch({ ...selectionOf(call, input), field, contains, limit }),
  );
}

export async function completeField(call: CaseCall, input: { field: string; prefix: string; limit: number }) {
  const { access, signal, platform } = call;
  const { field, prefix, limit } = input;
  const request = { access, field, prefix, limit, ...(signal ? { signal } : {}) };
  return { items: await withQuerySlot(call, () => platform.timeline.complete(request)) };
}

export async function listFields({ access, signal, platform }: CaseCall) {
  return { items: await platform.timeline.fields({ access, ...(signal ? { signal } : {}) }) };
}
