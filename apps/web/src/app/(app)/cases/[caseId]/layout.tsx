import type { ReactNode } from 'react';
import { CaseFrame } from '../../../../screens/shell/case-frame.tsx';

export default async function CaseLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ caseId: string }>;
}) {
  const { caseId } = await params;
  return <CaseFrame caseId={caseId}>{children}</CaseFrame>;
}
