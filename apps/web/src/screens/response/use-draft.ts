'use client';

import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { ApiProblem } from '../../contract/problem.ts';
import { type FormValue, formFields, readForm } from '../acquire/form-fields.ts';
import { serverFaults } from '../acquire/server-faults.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ProposeFormProps } from './propose-form.tsx';
import { hasParameter, type ReadTarget, readTarget, type TargetChoice, targetParameter } from './target-choices.ts';
import { useRefreshActions } from './use-action.ts';

/** Parameters that the form asks for under its own labels. */
const askedAbove = ['target', 'instanceId', 'name', 'region'];

/** State of the propose form: choices, their faults, and the draft call. */
export function useDraft({ caseId, actions, accounts, given, onDrafted }: ProposeFormProps) {
  const usable = accounts.filter((one) => one.disabledAt === null);
  const first = readTarget(given.target ?? '');
  const [kind, setKind] = useState(given.kind ?? actions[0]?.id ?? '');
  const named = (read: ReadTarget) => accounts.find((one) => one.externalAccountId === read.externalAccountId);
  const [accountId, setAccountId] = useState(given.accountId ?? named(first)?.id ?? usable[0]?.id ?? '');
  const [target, setTarget] = useState(first.target);
  const account = accounts.find((one) => one.id === accountId) ?? null;
  const [chosenRegion, setRegion] = useState(given.region);
  const [values, setValues] = useState<Record<string, FormValue>>(
    first.principalType ? { principalType: first.principalType } : {},
  );
  const [faults, setFaults] = useState<Record<string, string>>({});
  const refresh = useRefreshActions();

  const action = actions.find((one) => one.id === kind) ?? null;

  const fields = action
    ? formFields(action.parameters, action.hints).filter((field) => !askedAbove.includes(field.name))
    : [];
  const isGlobal = action !== null && !hasParameter(action, 'region');
  const regions = [...new Set([...(account?.regions ?? []), ...(chosenRegion ? [chosenRegion] : [])])].filter(
    (name) => name !== 'global',
  );
  const region = chosenRegion && chosenRegion !== 'global' ? chosenRegion : (account?.regions[0] ?? null);
  const hasContain = account?.grants.includes('contain') ?? true;

  const draft = useConfirmedMutation(client.actions.draft, async (made) => {
    await refresh();
    onDrafted(made.id);
  });
  const submit = () => {
    if (!action || !account || !region) return;
    const read = readForm(fields, values);
    const found = { ...read.faults, ...(target.trim() === '' ? { target: 'This is needed.' } : {}) };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const parameters = {
      ...read.parameters,
      [targetParameter(action)]: target.trim(),
      ...(hasParameter(action, 'region') ? { region } : {}),
    };
    draft.mutate(
      { caseId, kind: action.id, accountId: account.id, region, target: target.trim(), parameters },
      {
        onError: (error) => {
          if (!(error instanceof ApiProblem)) return;
          const found = serverFaults(error);
          setFaults({
            ...found,
            ...(found[targetParameter(action)] ? { target: found[targetParameter(action)]! } : {}),
          });
        },
      },
    );
  };
  return {
    action,
    account,
    target,
    region,
    regions,
    isGlobal,
    fields,
    values,
    faults,
    isPending: draft.isPending,
    error: draft.error?.message ?? null,
    isReady: action !== null && account !== null && region !== null && target.trim() !== '' && hasContain,
    accountRemark: account?.staged ? 'Range: staged data, no real account.' : undefined,
    accountFault: hasContain ? undefined : 'It has no contain role: an admin registers it under Accounts.',
    submit,
    chooseAction: (value: string) => {
      setKind(value);
      setValues({});
      setFaults({});
    },
    chooseAccount: (value: string) => {
      setAccountId(value);
      setRegion(null);
    },
    chooseRegion: setRegion,
    chooseTarget: (value: string, choices: readonly TargetChoice[]) => {
      const read = readTarget(value);
      setTarget(read.target);
      const known = choices.find((choice) => choice.value === read.target);
      const owner = known?.accountId ?? named(read)?.id;
      if (owner) setAccountId(owner);
      if (known && known.region !== 'global') setRegion(known.region);
      const type = read.principalType ?? (known?.kind === 'role' || known?.kind === 'user' ? known.kind : null);
      if (type) setValues((before) => ({ ...before, principalType: type }));
    },
    change: (name: string, value: FormValue) => setValues((before) => ({ ...before, [name]: value })),
  };
}
