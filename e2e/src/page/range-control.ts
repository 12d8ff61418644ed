import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productFacts } from '../product/facts.ts';

interface RangeFile {
  controlUrl: string;
  controlToken: string;
  platform: { userArn: string };
  accounts: { accountId: string; role: string }[];
}

interface Template {
  Resources: Record<string, { Properties: { Policies: { PolicyDocument: { Statement: { Action: string[] }[] } }[] } }>;
}

export interface Deployment {
  role: string;
  externalId: string;
  /** The account's template as the product gives it out. */
  template: string;
  /** An action to leave out, as a customer who edits the template. */
  without?: string;
}

/** Installs the product's own template in an account of the range, as its owner would with CloudFormation. */
export async function deployTemplate({ role, externalId, template, without }: Deployment): Promise<void> {
  const path = join(productFacts().home, 'range', 'range.json');
  const range = JSON.parse(readFileSync(path, 'utf8')) as RangeFile;
  const account = range.accounts.find((one) => one.role === role);
  if (!account) throw new Error(`the range has no ${role} account`);
  const response = await fetch(`${range.controlUrl}/deploy`, {
    method: 'POST',
    headers: { authorization: `Bearer ${range.controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      accountId: account.accountId,
      template: withoutAction(JSON.parse(template) as Template, without),
      parameters: { PlatformPrincipalArn: range.platform.userArn, ExternalId: externalId },
    }),
  });
  if (!response.ok) throw new Error(`the range refused the template: ${await response.text()}`);
}

function withoutAction(template: Template, without: string | undefined): Template {
  let left = 0;
  for (const { Properties } of Object.values(template.Resources))
    for (const { PolicyDocument } of Properties.Policies)
      for (const statement of PolicyDocument.Statement) {
        const kept = statement.Action.filter((action) => action !== without);
        left += statement.Action.length - kept.length;
        statement.Action = kept;
      }
  if (without && left === 0) throw new Error(`the template does not ask for ${without}`);
  return template;
}
