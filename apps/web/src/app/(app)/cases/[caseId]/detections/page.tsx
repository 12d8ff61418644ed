import { DetectionsScreen } from '../../../../../screens/detections/detections-screen.tsx';

export default async function DetectionsPage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <DetectionsScreen caseId={caseId} />;
}
