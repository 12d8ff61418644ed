import { OneAccount } from '../../../../../screens/accounts/one-account.tsx';

export default async function Page({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params;
  return <OneAccount accountId={accountId} />;
}
