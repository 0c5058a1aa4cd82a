import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../../shared/services.ts';

/** For pages that belong to somebody; comes back to the same address after signing in. */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.status === 'restoring') return null;
  if (session.status === 'visitor') {
    return <Navigate to="/sign-in" replace state={{ from: `${pathname}${search}` }} />;
  }
  return children;
}
