import type { CaseNote } from '@virga/database';
import type { z } from 'zod';
import { type caseNote, noteKind } from '../../contract/case-notes.ts';
import { isoOf } from '../platform/iso-time.ts';
import { userRefOf } from '../platform/user-names.ts';

export function noteRowOf(row: CaseNote, names: ReadonlyMap<string, string>): z.input<typeof caseNote> {
  return {
    id: row.id,
    kind: noteKind.options.find((kind) => kind === row.kind) ?? 'note',
    text: row.text,
    reason: row.reason,
    eventIds: row.eventIds,
    done: row.done,
    author: userRefOf(names, row.authorId),
    createdAt: isoOf(row.createdAt),
    updatedAt: isoOf(row.updatedAt),
  };
}
