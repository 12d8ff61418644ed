import { SteppedUp } from '../../screens/forms/stepped-up.tsx';

export default function Page() {
  return <SteppedUp />;
}
