import { FirstFactor } from '../../screens/sign-in/first-factor.tsx';

export default function Page() {
  return <FirstFactor />;
}
