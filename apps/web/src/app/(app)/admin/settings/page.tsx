import { Settings } from '../../../../screens/settings/settings.tsx';

export default function Page() {
  return <Settings />;
}
