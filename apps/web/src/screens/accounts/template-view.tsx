'use client';

import { Button, CopyButton as CopyText, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import classes from './accounts.module.css';
import { ExternalId } from './external-id.tsx';

/** CloudFormation template of the four roles, made from the manifests of this version. */
export function TemplateView({ accountId, externalId }: { accountId: string; externalId: string | null }) {
  const [format, setFormat] = useState<'yaml' | 'json'>('yaml');
  const template = useQuery(api.accounts.template.queryOptions({ input: { accountId, format } }));
  if (template.isPending) return <Pending what="the template" lines={8} />;
  if (template.error)
    return <ProblemPanel error={template.error} what="The template" onRetry={() => void template.refetch()} />;
  const { text, fileName } = template.data;
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <>
      <p className={classes.prose}>
        Deploy it as a CloudFormation stack in the account, then enter the role ARNs of its outputs under Roles and
        credentials. It allows what the sources and actions of this version need, and nothing else.
      </p>
      {externalId ? <ExternalId value={externalId} /> : null}
      <div className={classes.row}>
        <SegmentedControl
          size="xs"
          aria-label="Format of the template"
          data={[
            { value: 'yaml', label: 'YAML' },
            { value: 'json', label: 'JSON' },
          ]}
          value={format}
          onChange={(value) => setFormat(value === 'json' ? 'json' : 'yaml')}
        />
        <CopyText value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy template'}
            </Button>
          )}
        </CopyText>
        <Button variant="default" onClick={download}>
          Download {fileName}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard */}
      <section className={classes.code} tabIndex={0} aria-label={`Template ${fileName}`}>
        <pre className={classes.text}>{text}</pre>
      </section>
    </>
  );
}
