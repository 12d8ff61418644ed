import { visibleText } from '@virga/domain';
import classes from './query-bar.module.css';
import type { QueryProblem } from './read-clauses.ts';

/** The sentence, and the query with the place underlined by a caret. */
export function QueryProblemLine({ query, problem }: { query: string; problem: QueryProblem }) {
  const end = Math.min(query.length, problem.position + problem.length);
  const isAtEnd = problem.position >= query.length;
  return (
    <div id="timeline-query-problem" className={classes.problem} role="alert">
      <p className={classes.sentence}>{problem.message}</p>
      <code className={classes.place}>
        {visibleText(query.slice(0, problem.position))}
        <mark className={classes.mark}>{isAtEnd ? ' ' : visibleText(query.slice(problem.position, end))}</mark>
        {visibleText(query.slice(end))}
      </code>
    </div>
  );
}
