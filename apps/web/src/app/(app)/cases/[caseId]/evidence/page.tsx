import { Evidence } from '../../../../../screens/evidence/evidence.tsx';

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <Evidence caseId={caseId} />;
}
