import { z } from 'zod';
import { severityName } from './cases.ts';
import { bigintText, eventId, id, isoTime } from './fields.ts';
import { procedure } from './procedure.ts';
import { coverageRow } from './scope-fields.ts';
import { eventCopy, facet, facetValue, selection, timelineRow } from './timeline-fields.ts';

const read = { permission: 'timeline:read', bodyLimitBytes: 65_536, perMinute: 1200 } as const;
const order = z.enum(['asc', 'desc']).default('asc');
const fieldName = z.string().min(1).max(200);
const byCase = z.object({ caseId: id });

/** Reads with a body are POST: a query of 8 kB does not belong in an address or a proxy's log. */
export const timelineContract = {
  search: procedure
    .meta(read)
    .route({ method: 'POST', path: '/cases/{caseId}/timeline/search', summary: 'One page of rows' })
    .input(
      selection.extend({
        order,
        limit: z.number().int().min(1).max(1000).default(200),
        /** `next` or `previous` of a page of the very same search. */
        page: z.string().max(2000).optional(),
        /** Begin at this time instead of at the end of the order. */
        at: isoTime.optional(),
      }),
    )
    .output(
      z.object({
        items: z.array(timelineRow),
        next: z.string().nullable(),
        previous: z.string().nullable(),
        tookMs: z.number(),
      }),
    ),
  count: procedure
    .meta(read)
    .route({ method: 'POST', path: '/cases/{caseId}/timeline/count', summary: 'How many rows, and how many stay away' })
    .input(selection)
    .output(
      z.object({
        total: z.number().int(),
        hiddenExcluded: z.number().int(),
        ownExcluded: z.number().int(),
        /** False while any evidence of the case is still being collected or parsed. */
        complete: z.boolean(),
        tookMs: z.number(),
      }),
    ),
  position: procedure
    .meta(read)
    .route({ method: 'POST', path: '/cases/{caseId}/timeline/position', summary: 'Place of a row, from 1' })
    .input(selection.extend({ order, eventId }))
    .output(z.object({ position: z.number().int().nullable() })),
  histogram: procedure
    .meta(read)
    .route({
      method: 'POST',
      path: '/cases/{caseId}/timeline/histogram',
      summary: 'Rows by time, and hours not collected',
    })
    .input(selection.extend({ buckets: z.number().int().min(1).max(2000).default(120) }))
    .output(
      z.object({
        bucketMicros: bigintText,
        from: isoTime.nullable(),
        until: isoTime.nullable(),
        buckets: z.array(
          z.object({ start: isoTime, total: z.number().int(), bySeverity: z.record(severityName, z.number().int()) }),
        ),
        /** To hatch, with their word: hours that were not, or not wholly, collected. */
        gaps: z.array(coverageRow),
        tookMs: z.number(),
      }),
    ),
  facets: procedure
    .meta(read)
    .route({ method: 'POST', path: '/cases/{caseId}/timeline/facets', summary: 'Values with counts, by field' })
    .input(
      selection.extend({
        fields: z.array(fieldName).min(1).max(20),
        limit: z.number().int().min(1).max(200).default(12),
      }),
    )
    .output(z.object({ items: z.array(facet) })),
  facetSearch: procedure
    .meta(read)
    .route({ method: 'POST', path: '/cases/{caseId}/timeline/facet-search', summary: 'Values that contain a text' })
    .input(
      selection.extend({
        field: fieldName,
        contains: z.string().max(500),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(facet),
  complete: procedure
    .meta(read)
    .route({ method: 'POST', path: '/cases/{caseId}/timeline/complete', summary: 'Values that begin so' })
    .input(
      byCase.extend({
        field: fieldName,
        prefix: z.string().max(500),
        limit: z.number().int().min(1).max(50).default(12),
      }),
    )
    .output(z.object({ items: z.array(facetValue) })),
  fields: procedure
    .meta({ permission: 'timeline:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/timeline/fields', summary: 'Fields a query may name' })
    .input(byCase)
    .output(
      z.object({
        items: z.array(z.object({ name: z.string(), kind: z.string(), meaning: z.string(), hasFacet: z.boolean() })),
      }),
    ),
  around: procedure
    .meta(read)
    .route({
      method: 'POST',
      path: '/cases/{caseId}/timeline/around',
      summary: 'A row and its neighbours, whatever the query',
    })
    .input(byCase.extend({ eventId, micros: bigintText, limit: z.number().int().min(1).max(500).default(100) }))
    .output(z.object({ row: timelineRow, before: z.array(timelineRow), after: z.array(timelineRow) })),
  event: procedure
    .meta({ permission: 'timeline:read', perMinute: 1200 })
    .route({ method: 'GET', path: '/cases/{caseId}/events/{eventId}', summary: 'One row' })
    .input(byCase.extend({ eventId }))
    .output(timelineRow),
  copies: procedure
    .meta({ permission: 'timeline:read', perMinute: 1200 })
    .route({
      method: 'GET',
      path: '/cases/{caseId}/events/{eventId}/copies',
      summary: 'Where else the record of a row stands, and which records contradict it',
    })
    .input(byCase.extend({ eventId }))
    .output(z.object({ same: z.array(eventCopy), conflicting: z.array(eventCopy), more: z.boolean() })),
  parse: procedure
    .meta(read)
    .route({
      method: 'POST',
      path: '/cases/{caseId}/timeline/parse',
      summary: 'The tree of a query, or where it cannot be read',
    })
    .input(byCase.extend({ query: z.string().max(8192) }))
    .output(
      z.object({
        tree: z.json().nullable(),
        error: z
          .object({ message: z.string(), position: z.number().int(), length: z.number().int(), expected: z.json() })
          .nullable(),
      }),
    ),
};
