'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import classes from './evidence.module.css';

export interface ExpansionQuestionProps {
  caseId: string;
  evidenceId: string;
  /** Which object, how far it was read. */
  sentence: string;
}

/** The item waits: an object grows so much that it may be a bomb. Both answers keep what was read so far. */
export function ExpansionQuestion({ caseId, evidenceId, sentence }: ExpansionQuestionProps) {
  const queries = useQueryClient();
  const answer = useMutation(
    api.evidence.answerExpansion.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.evidence.key() }),
    }),
  );
  const reply = (word: 'let' | 'leave') => answer.mutate({ caseId, evidenceId, answer: word });
  return (
    <section aria-label="It grows beyond the limit">
      <p className={classes.bad} role="alert">
        ! {sentence}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" loading={answer.isPending} onClick={() => reply('let')}>
          Let it through
        </Button>
        <Button variant="default" loading={answer.isPending} onClick={() => reply('leave')}>
          Leave it out
        </Button>
        {answer.error ? (
          <span className={classes.bad} role="alert">
            {answer.error.message}
          </span>
        ) : null}
      </div>
    </section>
  );
}
