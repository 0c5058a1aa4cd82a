import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useSession } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { SendVerification } from '../account/SendVerification.tsx';
import { useSignIn } from '../account/sign-in-context.ts';
import { JoinButton } from './JoinButton.tsx';
import { Panel } from './Panel.tsx';
import { RoomClock } from './RoomClock.tsx';
import type { SceneProps } from './RoomScenes.tsx';
import { useNoticeVerified } from './use-notice-verified.ts';

interface JoinSceneProps extends SceneProps {
  readonly step: 'signIn' | 'verify' | 'join';
}

/** The doors are open to somebody who has no place: the one step that is next. */
export function JoinScene({ step, ...props }: JoinSceneProps) {
  if (step === 'signIn') return <SignIn {...props} />;
  if (step === 'verify') return <Verify {...props} />;
  return <Join {...props} />;
}

/** How long until the draw, wherever that is still to come. */
function useDraw({ current: { room, now } }: SceneProps) {
  const { t } = useTranslation();
  if (room?.phase !== 'lobby') return {};
  return { label: t('room.joinLabel'), figure: <RoomClock until={room.opensAt} now={now} /> };
}

function SignIn(props: SceneProps) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  return (
    <Panel title={t('room.signInTitle')} body={t('room.signInBody')} {...useDraw(props)}>
      <Button look="primary" large onClick={() => void signIn(t('room.signInReason'))}>
        {t('room.readySignIn')}
      </Button>
    </Panel>
  );
}

function Verify(props: SceneProps) {
  const { t } = useTranslation();
  const session = useSession();
  const look = useNoticeVerified();
  const email = session.status === 'signedIn' ? session.user.email : '';
  return (
    <Panel title={t('room.verifyTitle')} body={t('room.verifyBody', { email })} {...useDraw(props)}>
      <div className="room-actions">
        <Button look="primary" large onClick={() => void look()}>
          {t('room.verified')}
        </Button>
        <SendVerification email={email} />
      </div>
    </Panel>
  );
}

function Join(props: SceneProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { room } = props.current;
  const isDrawn = room?.phase !== 'lobby';
  const waiting = formatNumber(room?.waiting ?? 0, locale);
  return (
    <Panel
      title={t(isDrawn ? 'room.joinLateTitle' : 'room.joinTitle')}
      body={isDrawn ? t('room.joinLateBody', { waiting }) : t('room.joinBody')}
      {...useDraw(props)}
    >
      <JoinButton current={props.current} label={t('room.join')} />
    </Panel>
  );
}
