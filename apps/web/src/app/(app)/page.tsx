import { Home } from '../../screens/home/home.tsx';

export default function Page() {
  return <Home />;
}
