import { Bell, BellRing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { mayNotify } from './notification.ts';

/** Asked only by a press: a page that asks by itself is refused for ever. */
export function NotifyMe() {
  const { t } = useTranslation();
  const [permission, setPermission] = useState(mayNotify);
  if (permission === 'denied') return null;
  if (permission === 'granted') {
    return (
      <span className="room-notify">
        <BellRing size={18} aria-hidden />
        {t('room.notifyOn')}
      </span>
    );
  }
  return (
    <Button
      look="quiet"
      onClick={() => {
        void Notification.requestPermission().then(setPermission);
      }}
    >
      <Bell size={18} aria-hidden />
      {t('room.notify')}
    </Button>
  );
}
