import { visibleText } from '@virga/domain';
import { Section } from '../tables/section.tsx';
import { EventLink } from './event-link.tsx';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

type Statement = ReportModel['statements'][number];

/** Facts and opinions apart, each with the events that speak for and against it. */
export function ModelStatements({ model, caseId }: { model: ReportModel; caseId: string }) {
  const questions = model.questions.filter((one) => one.answers.length > 0);
  return (
    <Section title="Statements" hint={`${model.statements.length} statements, ${questions.length} questions answered`}>
      {model.statements.length === 0 ? (
        <p className={classes.none}>No decision or conclusion is noted in the case yet.</p>
      ) : (
        <StatementList statements={model.statements} events={model.events} caseId={caseId} />
      )}
      {questions.map((one) => (
        <div key={one.question}>
          <p className={classes.prose}>{visibleText(one.question)}</p>
          <StatementList statements={one.answers} events={model.events} caseId={caseId} />
        </div>
      ))}
    </Section>
  );
}

interface StatementListProps {
  statements: readonly Statement[];
  events: ReportModel['events'];
  caseId: string;
}

function StatementList({ statements, events, caseId }: StatementListProps) {
  return (
    <ul className={classes.list}>
      {statements.map((statement) => (
        <li key={`${statement.at} ${statement.text}`}>
          <strong>
            {statement.kind}
            {statement.confidence ? `, ${statement.confidence}` : ''}
          </strong>{' '}
          {visibleText(statement.text)}{' '}
          <span className={classes.quiet}>
            {statement.author}
            {statement.events.length === 0 ? ' · uncited' : ''}
          </span>{' '}
          {statement.events.map((id, index) => (
            <EventLink key={id} caseId={caseId} events={events} eventId={id} label={`event ${index + 1}`} />
          ))}
          {statement.against.map((id, index) => (
            <EventLink key={id} caseId={caseId} events={events} eventId={id} label={`against ${index + 1}`} />
          ))}
        </li>
      ))}
    </ul>
  );
}
