'use client';

import { Autocomplete, Button, Select } from '@mantine/core';
import type { z } from 'zod';
import type { accountRow } from '../../contract/accounts.ts';
import type { inventoryItem } from '../../contract/scope-fields.ts';
import { FieldInput } from '../acquire/field-input.tsx';
import { proofWords } from '../acquire/proof-words.ts';
import type { CatalogAction } from './action-types.ts';
import classes from './response.module.css';
import { keysOf, targetChoices } from './target-choices.ts';
import { useDraft } from './use-draft.ts';

export interface Prefilled {
  kind: string | null;
  target: string | null;
  region: string | null;
  accountId: string | null;
}

export interface ProposeFormProps {
  caseId: string;
  actions: readonly CatalogAction[];
  accounts: readonly z.output<typeof accountRow>[];
  inventory: readonly z.output<typeof inventoryItem>[];
  given: Prefilled;
  onDrafted(actionId: string): void;
}

/** Action, account, target, region, then the action's own parameters from its schema. */
export function ProposeForm(props: ProposeFormProps) {
  const { actions, accounts, inventory } = props;
  const draft = useDraft(props);
  const { action, account } = draft;
  const choices = action ? targetChoices(inventory, action, account?.id ?? '') : [];
  const keys = account ? keysOf(inventory, account.id, draft.target) : [];
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        draft.submit();
      }}
    >
      <Select
        label="Action"
        description={action ? `${action.does} Has run: ${proofWords(action.proof)}.` : null}
        allowDeselect={false}
        data={actions.map((one) => ({ value: one.id, label: one.title }))}
        value={action?.id ?? null}
        onChange={(value) => value && draft.chooseAction(value)}
        data-autofocus
      />
      <Autocomplete
        size="xs"
        label="Target"
        description={`${action?.targets.join(' or ') ?? 'Target'}; what the inventory knows is offered.`}
        required
        error={draft.faults['target']}
        data={choices.map((choice) => choice.value)}
        renderOption={({ option }) => choices.find((one) => one.value === option.value)?.label ?? option.value}
        value={draft.target}
        onChange={(value) => draft.chooseTarget(value, choices)}
        limit={50}
      />
      <Select
        label="Cloud account"
        description={draft.accountRemark}
        error={draft.accountFault}
        allowDeselect={false}
        data={accounts.map((one) => ({
          value: one.id,
          label: `${one.name} (${one.externalAccountId})`,
          disabled: one.disabledAt !== null,
        }))}
        value={account?.id ?? null}
        onChange={(value) => value && draft.chooseAccount(value)}
      />
      <Select
        label="Region"
        description={
          draft.isGlobal ? 'The change is global; who else is hit is looked for here.' : 'Where the target runs.'
        }
        searchable
        required
        allowDeselect={false}
        data={draft.regions}
        value={draft.region}
        onChange={(value) => value && draft.chooseRegion(value)}
      />
      {draft.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={draft.values[field.name] ?? field.standard}
          fault={draft.faults[field.name]}
          suggestions={field.name.endsWith('KeyIds') ? keys.map((value) => ({ value, label: value })) : []}
          onChange={(value) => draft.change(field.name, value)}
        />
      ))}
      {draft.error ? (
        <p className={classes.error} role="alert">
          {draft.error}
        </p>
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={draft.isPending} disabled={!draft.isReady}>
          Make the plan
        </Button>
        <span className={classes.quiet}>Reads the account. Changes nothing.</span>
      </div>
    </form>
  );
}
