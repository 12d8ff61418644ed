import { FirstPassword } from '../../screens/sign-in/first-password.tsx';

export default function Page() {
  return <FirstPassword />;
}
