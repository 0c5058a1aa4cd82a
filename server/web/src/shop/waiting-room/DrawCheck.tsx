import { CircleCheck, CircleX, Info } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RoomDraw } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useServices, useSession } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { checkDraw } from './check-draw.ts';
import type { DrawCheck as Check } from './check-draw.ts';

interface DrawCheckProps {
  readonly performanceId: number;
  readonly seedHash: string;
}

interface Checked {
  readonly draw: RoomDraw;
  readonly check: Check | undefined;
}

/** Draws the order again on this device, and says whether it is the one there was. */
export function DrawCheck({ performanceId, seedHash }: DrawCheckProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const session = useSession();
  const [checked, setChecked] = useState<Checked>();
  const [problem, setProblem] = useState<string>();
  const [isChecking, setChecking] = useState(false);
  const accountId = session.status === 'signedIn' ? session.user.id : undefined;
  const run = async (): Promise<void> => {
    setChecking(true);
    setProblem(undefined);
    try {
      const draw = await client.roomDraw(performanceId);
      setChecked({ draw, check: await checkDraw(draw, seedHash, accountId) });
    } catch (error) {
      setProblem(explain(error, t));
    } finally {
      setChecking(false);
    }
  };
  return (
    <div className="room-check">
      <Button
        data-testid="room-check"
        waiting={isChecking ? t('room.checking') : undefined}
        onClick={() => void run()}
      >
        {t('room.check')}
      </Button>
      <div role="status" data-testid="room-checked">
        {problem !== undefined && <p className="field-error">{problem}</p>}
        {checked && <Found {...checked} isSomebody={accountId !== undefined} />}
      </div>
      <a href={`/api/performances/${String(performanceId)}/waiting-room/draw`} target="_blank">
        {t('room.checkData')}
      </a>
    </div>
  );
}

function Found({ draw, check, isSomebody }: Checked & { readonly isSomebody: boolean }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  if (!check) return <p>{t('room.checkNotHere')}</p>;
  const lobby = formatNumber(draw.lobby, locale);
  const { seed, order, place } = check;
  return (
    <ul>
      <Line good={seed}>{t(seed ? 'room.checkSeedGood' : 'room.checkSeedBad')}</Line>
      <Line good={order}>
        {t(
          !order
            ? 'room.checkOrderBad'
            : draw.lobby > 0
              ? 'room.checkOrderGood'
              : 'room.checkNobody',
          {
            lobby,
          },
        )}
      </Line>
      {isSomebody && draw.lobby > 0 && (
        <Line>
          {place === undefined
            ? t('room.checkNotMine')
            : t('room.checkMine', { place: formatNumber(place, locale), lobby })}
        </Line>
      )}
    </ul>
  );
}

function Line({ good, children }: { readonly good?: boolean; readonly children: ReactNode }) {
  const Icon = good === undefined ? Info : good ? CircleCheck : CircleX;
  return (
    <li data-good={good}>
      <Icon size={18} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
