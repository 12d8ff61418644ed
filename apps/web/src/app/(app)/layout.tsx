import type { ReactNode } from 'react';
import { AppFrame } from '../../screens/shell/app-frame.tsx';

export default function SignedInLayout({ children }: { children: ReactNode }) {
  return <AppFrame>{children}</AppFrame>;
}
