import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { SendVerification } from '../account/SendVerification.tsx';
import { useSignIn } from '../account/sign-in-context.ts';
import { Panel } from './Panel.tsx';
import { RoomClock } from './RoomClock.tsx';
import type { SceneProps } from './RoomScenes.tsx';
import { useNoticeVerified } from './use-notice-verified.ts';
import { useWhen } from './use-when.ts';

/** Before the lobby opens: when it will, and what can be done until then. */
export function BeforeScene({ current, performance }: SceneProps) {
  const { t } = useTranslation();
  const when = useWhen(performance);
  const { room, now } = current;
  const opensAt = room?.lobbyOpensAt ?? 0;
  return (
    <Panel
      title={t('room.beforeTitle')}
      label={t('room.beforeLabel')}
      figure={<RoomClock until={opensAt} now={now} />}
      body={t('room.beforeBody', { when: when(opensAt) })}
    >
      <Preparations />
    </Panel>
  );
}

function Preparations() {
  const { t } = useTranslation();
  const session = useSession();
  const signIn = useSignIn();
  useNoticeVerified();
  const user = session.status === 'signedIn' ? session.user : undefined;
  const isReady = user?.emailVerified === true;
  return (
    <section className="room-ready" aria-labelledby="room-ready">
      {!isReady && <h2 id="room-ready">{t('room.readyTitle')}</h2>}
      <ol aria-label={t('room.readyTitle')}>
        <li data-done={user !== undefined}>
          <Step name={t('room.readySignIn')} done={user !== undefined} />
          {!user && (
            <Button look="primary" onClick={() => void signIn(t('room.signInReason'))}>
              {t('room.readySignIn')}
            </Button>
          )}
        </li>
        <li data-done={isReady}>
          <Step name={t('room.readyVerify')} done={isReady} />
          {user && !isReady && <SendVerification email={user.email} />}
        </li>
      </ol>
    </section>
  );
}

function Step({ name, done }: { name: string; done: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="room-step">
      <span className="room-step-mark" aria-hidden>
        {done && <Check size={16} />}
      </span>
      {name}
      {done && <span className="visually-hidden"> ({t('room.done')})</span>}
    </span>
  );
}
