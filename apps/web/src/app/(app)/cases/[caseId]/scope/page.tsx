import { Scope } from '../../../../../screens/scope/scope.tsx';

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <Scope caseId={caseId} />;
}
