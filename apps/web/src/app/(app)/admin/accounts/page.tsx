import { Accounts } from '../../../../screens/accounts/accounts.tsx';

export default function Page() {
  return <Accounts />;
}
