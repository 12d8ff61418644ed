import { Overview } from '../../../../screens/overview/overview.tsx';

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <Overview caseId={caseId} />;
}
