import { useCallback, useEffect } from 'react';
import { useServices, useSession } from '../../shared/services.ts';

/** The link of the mail opens in another tab: whoever comes back from it is asked about anew. */
export function useNoticeVerified(): () => Promise<void> {
  const { session: store } = useServices();
  const session = useSession();
  const isWaiting = session.status === 'signedIn' && !session.user.emailVerified;
  const look = useCallback(() => store.reload().catch(() => undefined), [store]);
  useEffect(() => {
    if (!isWaiting) return;
    const again = (): void => void look();
    window.addEventListener('focus', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      window.removeEventListener('focus', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [isWaiting, look]);
  return look;
}
