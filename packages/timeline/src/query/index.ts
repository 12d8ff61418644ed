/** The query language without any engine: plain code that also runs in a browser (`@virga/timeline/query`). */
export { addClause, type Clause, clauseFor, clausesOf, negateClause, removeClause } from './clauses.ts';
export { describeQuery } from './describe-query.ts';
export { type FieldDefinition, fieldDefinitions, fieldNamed } from './fields.ts';
export { foldAscii, foldText } from './fold-text.ts';
export { formatField, formatQuery } from './format-query.ts';
export { parseQuery, parseQueryWithSpans, queryLimits } from './parse-query.ts';
export { parseWrittenTime, type WrittenTime } from './parse-time.ts';
export { severityLevel, severityWord, severityWords } from './severity-level.ts';
export type * from './tree.ts';
