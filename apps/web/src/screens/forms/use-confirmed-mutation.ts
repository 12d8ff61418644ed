'use client';

import { useMutation } from '@tanstack/react-query';
import { useStepUp } from './step-up.tsx';

/** A mutation that asks for the password where the server wants it, and repeats the call once. */
export function useConfirmedMutation<Input, Answer>(
  work: (input: Input) => Promise<Answer>,
  onSuccess?: (answer: Answer) => unknown,
) {
  const stepUp = useStepUp();
  return useMutation<Answer, Error, Input>({
    mutationFn: (input) => stepUp(() => work(input)),
    ...(onSuccess ? { onSuccess } : {}),
  });
}
