import type { PerformanceDetail } from '@ticket-flow/client';
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import type { AreaLayout } from '../seat-map/layout.ts';
import { FULL_PRICE } from './my-seats.ts';
import type { SeatWords } from './use-words.ts';

interface AreaDialogProps {
  readonly area: AreaLayout;
  readonly free: number;
  readonly performance: PerformanceDetail;
  readonly words: SeatWords;
  readonly hold: (count: number) => Promise<boolean>;
  readonly problem: string | undefined;
  readonly onClose: () => void;
}

/** Places without numbers: only how many is asked. */
export function AreaDialog(props: AreaDialogProps) {
  const { area, free, performance, words, hold, problem, onClose } = props;
  const { t } = useTranslation();
  const [count, setCount] = useState(1);
  const [busy, setBusy] = useState(false);
  const most = Math.max(1, Math.min(free, performance.maxSeatsPerHolder, 20));
  const grade = performance.grades[area.rank];
  const price = grade?.prices[FULL_PRICE] ?? 0;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const held = await hold(count);
    setBusy(false);
    if (held) onClose();
  };
  return (
    <Dialog title={t('area.title', { name: words.caption(area.name) })} onClose={onClose}>
      <div className="stack">
        <p>{t('area.body')}</p>
        <p className="area-facts">
          <span>{grade?.name}</span>
          <strong className="figures">{words.money(price)}</strong>
          <span className="figures">
            {free > 0 ? t('map.placesLeft', { left: free }) : t('map.full')}
          </span>
        </p>
        <Stepper count={Math.min(count, most)} most={most} onCount={setCount} />
        {problem !== undefined && <p className="field-error">{problem}</p>}
        <Button
          look="primary"
          large
          wide
          data-testid="area-hold"
          disabled={free === 0}
          waiting={busy ? t('area.holding') : undefined}
          onClick={() => void confirm()}
        >
          {t('area.hold', { places: Math.min(count, most) })} ·{' '}
          {words.money(price * Math.min(count, most))}
        </Button>
      </div>
    </Dialog>
  );
}

interface StepperProps {
  readonly count: number;
  readonly most: number;
  readonly onCount: (count: number) => void;
}

function Stepper({ count, most, onCount }: StepperProps) {
  const { t } = useTranslation();
  return (
    <div className="stepper" role="group" aria-label={t('area.count')}>
      <button
        type="button"
        className="button"
        aria-label={t('area.fewer')}
        disabled={count <= 1}
        onClick={() => {
          onCount(count - 1);
        }}
      >
        <Minus size={20} aria-hidden />
      </button>
      <output className="figures" aria-live="polite">
        {count}
      </output>
      <button
        type="button"
        className="button"
        aria-label={t('area.more')}
        disabled={count >= most}
        onClick={() => {
          onCount(count + 1);
        }}
      >
        <Plus size={20} aria-hidden />
      </button>
    </div>
  );
}
