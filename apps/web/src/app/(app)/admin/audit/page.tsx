import { Audit } from '../../../../screens/audit/audit.tsx';

export default function Page() {
  return <Audit />;
}
