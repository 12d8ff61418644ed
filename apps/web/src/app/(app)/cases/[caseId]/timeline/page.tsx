import { TimelineScreen } from '../../../../../screens/timeline/timeline-screen.tsx';

export default async function TimelinePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <TimelineScreen caseId={caseId} />;
}
