import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import type { RoomNow } from './use-waiting-room.ts';

/** Giving up a place cannot be taken back, so it is asked about first. */
export function LeaveLine({ current: { waitingRoom } }: { current: RoomNow }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const close = (): void => {
    setAsking(false);
  };
  const leave = async (): Promise<void> => {
    setLeaving(true);
    setProblem(undefined);
    try {
      await waitingRoom?.leave();
    } catch (error) {
      setProblem(explain(error, t));
    } finally {
      setLeaving(false);
    }
  };
  return (
    <>
      <Button
        look="quiet"
        data-testid="room-leave"
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('room.leave')}
      </Button>
      {isAsking && (
        <Dialog title={t('room.leaveTitle')} onClose={close}>
          <p>{t('room.leaveBody')}</p>
          {problem !== undefined && (
            <p className="field-error" role="alert">
              {problem}
            </p>
          )}
          <div className="dialog-actions">
            <Button look="primary" onClick={close}>
              {t('room.leaveStay')}
            </Button>
            <Button
              look="loss"
              data-testid="room-leave-now"
              waiting={isLeaving ? t('room.leaving') : undefined}
              onClick={() => void leave()}
            >
              {t('room.leaveGo')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
