import { Acquire } from '../../../../../screens/acquire/acquire.tsx';

interface Props {
  params: Promise<{ caseId: string }>;
  searchParams: Promise<{ source?: string; account?: string; parameters?: string }>;
}

/** `parameters` is JSON: what "collect this" already knows. */
export default async function Page({ params, searchParams }: Props) {
  const { caseId } = await params;
  const { source, account, parameters } = await searchParams;
  return <Acquire caseId={caseId} sourceId={source ?? null} accountId={account ?? null} given={parameters ?? null} />;
}
