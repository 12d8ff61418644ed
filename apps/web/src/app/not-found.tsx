import { NotFound } from '../screens/shell/not-found.tsx';

export default function Page() {
  return <NotFound />;
}
