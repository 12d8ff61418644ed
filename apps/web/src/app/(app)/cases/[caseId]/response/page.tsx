import { Response } from '../../../../../screens/response/response.tsx';

interface Props {
  params: Promise<{ caseId: string }>;
  searchParams: Promise<{ action?: string; kind?: string; target?: string; region?: string; accountId?: string }>;
}

/** `kind`, `target`, `region` and `accountId` are what "contain this" already knows. */
export default async function Page({ params, searchParams }: Props) {
  const { caseId } = await params;
  const { action, kind, target, region, accountId } = await searchParams;
  const given = {
    kind: kind ?? null,
    target: target ?? null,
    region: region ?? null,
    accountId: accountId ?? null,
  };
  return <Response caseId={caseId} actionId={action ?? null} given={given} />;
}
