import { Users } from '../../../../screens/users/users.tsx';

export default function Page() {
  return <Users />;
}
