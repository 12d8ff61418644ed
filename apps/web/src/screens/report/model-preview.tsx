import { Section } from '../tables/section.tsx';
import { ModelActions } from './model-actions.tsx';
import { ModelEvents } from './model-events.tsx';
import { ModelEvidence } from './model-evidence.tsx';
import { ModelGaps } from './model-gaps.tsx';
import { ModelStatements } from './model-statements.tsx';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

/** The report as it will stand in its files, from the same model. */
export function ModelPreview({ model, caseId }: { model: ReportModel; caseId: string }) {
  return (
    <>
      {model.staged ? <p className={classes.staged}>Range: staged data, no real account</p> : null}
      <Section title="Summary" hint={`${model.case.label} · ${model.case.severity} · TLP ${model.case.tlp}`}>
        <p className={classes.prose}>{model.case.summary || 'No summary was written in the case.'}</p>
        {model.scope.text && model.scope.text !== model.case.summary ? (
          <p className={classes.prose}>{model.scope.text}</p>
        ) : null}
      </Section>
      <ModelStatements model={model} caseId={caseId} />
      <ModelEvents model={model} caseId={caseId} />
      <ModelEvidence model={model} />
      <ModelGaps gaps={model.gaps} />
      <ModelActions actions={model.actions} />
      <Section title="Lessons learned in this version">
        <p className={classes.prose}>{model.lessons || 'None were written.'}</p>
      </Section>
    </>
  );
}
