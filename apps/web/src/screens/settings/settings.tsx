'use client';

import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { useMe } from '../home/use-me.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { ContainmentSwitch } from './containment-switch.tsx';
import { FactList } from './fact-list.tsx';
import { LimitsForm } from './limits-form.tsx';
import { keyFacts, placeFacts, sandboxFacts, sessionFacts } from './platform-facts.ts';
import { ProcessTable } from './process-table.tsx';
import classes from './settings.module.css';

/** Admin: how this installation is set up, which of its processes live, and the limits. */
export function Settings() {
  const { may } = useMe();
  const settings = useQuery({ ...api.settings.get.queryOptions(), refetchInterval: 10_000 });
  if (settings.isPending) return <Pending what="settings" lines={10} />;
  if (settings.error)
    return <ProblemPanel error={settings.error} what="Settings" onRetry={() => void settings.refetch()} />;
  const { data } = settings;
  return (
    <div className={classes.page}>
      <Section title="Processes" hint="The web app starts work and never does it; these do.">
        {data.processes.length === 0 ? (
          <StatePanel state="none found" title="No worker was heard from within a day">
            Nothing is collected, parsed or contained until one runs. Start Virga again, or look at its terminal.
          </StatePanel>
        ) : (
          <ProcessTable rows={data.processes} />
        )}
      </Section>
      <Section title="Containment" hint="For the whole platform: every account, every case.">
        <ContainmentSwitch now={data.containment} canManage={may('settings:manage')} />
      </Section>
      <div className={classes.two}>
        <Section title="Storage">
          <FactList facts={placeFacts(data)} />
        </Section>
        <Section title="Keys" hint="Fingerprints of public keys, as every report prints them.">
          <FactList facts={keyFacts(data)} />
        </Section>
        <Section title="Sandbox" hint="How programs that read hostile bytes are confined on this machine.">
          {sandboxFacts(data).length === 0 ? (
            <StatePanel state="none found" title="No worker runs that could say" />
          ) : (
            <FactList facts={sandboxFacts(data)} />
          )}
        </Section>
        <Section title="Sessions">
          <FactList facts={sessionFacts(data)} />
        </Section>
      </div>
      <Section title="Limits" hint="What is over a limit is named, never dropped in silence.">
        <LimitsForm key={JSON.stringify(data.limits)} saved={data.limits} canManage={may('settings:manage')} />
      </Section>
    </div>
  );
}
