'use client';

import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconHistory, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { useState } from 'react';
import { api } from '../../../contract/client.ts';
import { readColumns } from '../state/columns.ts';
import { recentSearches } from '../state/recent-searches.ts';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './searches-menu.module.css';

/** Saved searches of the case, with their columns, and one's own recent ones. */
export function SearchesMenu() {
  const { caseId, view, change, mayAnnotate } = useTimeline();
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const queries = useQueryClient();
  const saved = useQuery({ ...api.annotations.searches.queryOptions({ input: { caseId } }), enabled: isOpen });
  const remove = useMutation(
    api.annotations.removeSearch.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.annotations.searches.key() }),
    }),
  );
  const recent = isOpen ? recentSearches(caseId) : [];
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} width={480} position="bottom-end" closeOnItemClick>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconHistory size={16} />}>
            Searches
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {mayAnnotate ? (
            <Menu.Item onClick={() => setSaving(true)} disabled={view.query === ''}>
              Save this search…
            </Menu.Item>
          ) : null}
          <Menu.Label>Saved in this case</Menu.Label>
          {saved.data?.items.length === 0 ? <p className={classes.none}>None saved yet</p> : null}
          {saved.data?.items.map((search) => (
            <div key={search.id} className={classes.line}>
              <Menu.Item
                onClick={() =>
                  change({ query: search.query, columns: readColumns(search.columns.join(',')), at: null, row: null })
                }
              >
                {search.name} <span className={classes.query}>{visibleText(search.query)}</span>
              </Menu.Item>
              {mayAnnotate ? (
                <ActionIcon
                  variant="subtle"
                  aria-label={`Remove the search ${search.name}`}
                  onClick={() => remove.mutate({ caseId, searchId: search.id })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              ) : null}
            </div>
          ))}
          <Menu.Label>Recent, on this machine</Menu.Label>
          {recent.length === 0 ? <p className={classes.none}>None yet</p> : null}
          {recent.map((query) => (
            <Menu.Item key={query} onClick={() => change({ query, at: null, row: null })}>
              <span className={classes.query}>{visibleText(query)}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SaveSearch isOpen={isSaving} onClose={() => setSaving(false)} />
    </>
  );
}

function SaveSearch({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { caseId, view } = useTimeline();
  const [name, setName] = useState('');
  const queries = useQueryClient();
  const save = useMutation(
    api.annotations.saveSearch.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.annotations.searches.key() });
        setName('');
        onClose();
      },
    }),
  );
  const columns = (view.columns ?? []).map(({ id, width }) => `${id}:${width}`);
  return (
    <Modal opened={isOpen} onClose={onClose} title="Save this search" size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ caseId, name, query: view.query, columns });
        }}
      >
        <TextInput
          data-autofocus
          label="Name"
          description="Everyone in the case sees it. The columns are saved with it."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={save.error?.message}
        />
        <Button type="submit" mt="md" disabled={name.trim() === ''} loading={save.isPending}>
          Save search
        </Button>
      </form>
    </Modal>
  );
}
