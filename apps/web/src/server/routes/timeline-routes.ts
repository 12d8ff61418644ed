import { changeAnnotations } from '../annotations/change-annotations.ts';
import { addComment, listComments, removeComment } from '../annotations/event-comments.ts';
import { listSearches, removeSearch, saveSearch } from '../annotations/saved-searches.ts';
import { listChanges, undoChange } from '../annotations/undo-annotations.ts';
import { inCase } from '../http/api-context.ts';
import { countTimeline, positionInTimeline } from '../timeline/count-timeline.ts';
import { completeField, facetTimeline, listFields, searchFacet } from '../timeline/facet-timeline.ts';
import { getCopies } from '../timeline/get-copies.ts';
import { histogramTimeline } from '../timeline/histogram-timeline.ts';
import { parseQuery } from '../timeline/parse-query.ts';
import { getAround, getEvent } from '../timeline/read-event.ts';
import { searchTimeline } from '../timeline/search-timeline.ts';
import { os } from './implement.ts';

export const timelineRoutes = {
  timeline: os.timeline.router({
    search: os.timeline.search.handler(inCase(searchTimeline)),
    count: os.timeline.count.handler(inCase(countTimeline)),
    position: os.timeline.position.handler(inCase(positionInTimeline)),
    histogram: os.timeline.histogram.handler(inCase(histogramTimeline)),
    facets: os.timeline.facets.handler(inCase(facetTimeline)),
    facetSearch: os.timeline.facetSearch.handler(inCase(searchFacet)),
    complete: os.timeline.complete.handler(inCase(completeField)),
    fields: os.timeline.fields.handler(inCase(listFields)),
    around: os.timeline.around.handler(inCase(getAround)),
    event: os.timeline.event.handler(inCase(getEvent)),
    copies: os.timeline.copies.handler(inCase(getCopies)),
    parse: os.timeline.parse.handler(inCase(parseQuery)),
  }),
  annotations: os.annotations.router({
    change: os.annotations.change.handler(inCase(changeAnnotations)),
    history: os.annotations.history.handler(inCase(listChanges)),
    undo: os.annotations.undo.handler(inCase(undoChange)),
    comments: os.annotations.comments.handler(inCase(listComments)),
    comment: os.annotations.comment.handler(inCase(addComment)),
    removeComment: os.annotations.removeComment.handler(inCase(removeComment)),
    searches: os.annotations.searches.handler(inCase(listSearches)),
    saveSearch: os.annotations.saveSearch.handler(inCase(saveSearch)),
    removeSearch: os.annotations.removeSearch.handler(inCase(removeSearch)),
  }),
};
