import { Report } from '../../../../../screens/report/report.tsx';

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <Report caseId={caseId} />;
}
