'use client';

import type { QueryTree } from '@virga/timeline/query';
import { createContext, use } from 'react';
import type { z } from 'zod';
import type { annotationChange } from '../../../contract/annotations.ts';
import type { selection } from '../../../contract/timeline-fields.ts';
import type { ChangeView } from './use-view-state.ts';
import type { ViewState } from './view-state.ts';

export type SelectionJson = Required<z.input<typeof selection>>;
export type AnnotationWish = z.input<typeof annotationChange>;

/** What every part of the timeline needs; one value per screen. */
export interface TimelineScope {
  caseId: string;
  view: ViewState;
  change: ChangeView;
  selection: SelectionJson;
  /** Null when the query cannot be read. */
  tree: QueryTree | null;
  /** Texts that free-text terms look for, to mark them in the cells. */
  hits: readonly string[];
  mayAnnotate: boolean;
  mayReadRaw: boolean;
  /** Adds or takes back a filter; does nothing while the query cannot be read. */
  filter(field: string, value: string, how: 'include' | 'exclude'): void;
  annotate(eventIds: readonly string[], wish: AnnotationWish): void;
}

export const TimelineContext = createContext<TimelineScope | null>(null);

export function useTimeline(): TimelineScope {
  const scope = use(TimelineContext);
  if (!scope) throw new Error('outside of the timeline screen');
  return scope;
}
