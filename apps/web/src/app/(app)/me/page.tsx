import { Me } from '../../../screens/me/me.tsx';

export default function Page() {
  return <Me />;
}
