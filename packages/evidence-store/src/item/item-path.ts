import { AppError } from '@virga/domain';
import type { ItemRef } from './evidence-writer.ts';

const plainName = /^[A-Za-z0-9_-]{1,80}$/;

/** Refuses every id that is not a plain name: no dot, slash or anything else that a path could be made of. */
export function checkedId(id: string): string {
  if (!plainName.test(id))
    throw new AppError({ code: 'resource.not_found', message: 'There is no evidence under this id.' });
  return id;
}

/** `<caseId>/<evidenceId>`: the item's folder or key prefix inside the store. */
export function itemPath(ref: ItemRef): string {
  return `${checkedId(ref.caseId)}/${checkedId(ref.evidenceId)}`;
}
