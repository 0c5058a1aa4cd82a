import { useTranslation } from 'react-i18next';
import { HumanCheckField } from '../../shared/human-check/HumanCheckField.tsx';
import { Button } from '../../shared/ui/Button.tsx';
import { useJoin } from './use-join.ts';
import type { RoomNow } from './use-waiting-room.ts';

interface JoinButtonProps {
  readonly current: RoomNow;
  readonly label: string;
}

export function JoinButton({ current, label }: JoinButtonProps) {
  const { t } = useTranslation();
  const { join, isJoining, problem, human } = useJoin(current);
  return (
    <div className="room-actions">
      <HumanCheckField answer={human} action="waiting-room" checked={false} />
      <Button
        look="primary"
        large
        data-testid="room-join"
        waiting={isJoining ? t('room.joining') : undefined}
        onClick={() => void join()}
      >
        {label}
      </Button>
      {problem !== undefined && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
