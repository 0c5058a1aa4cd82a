import type { SandboxPayment } from '@ticket-flow/client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { explain } from '../../shared/explain.ts';
import { formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { useTitle } from '../use-title.ts';
import { rememberSandboxDeposit } from './sandbox-deposits.ts';
import { SandboxBroken, SandboxFrame } from './SandboxFrame.tsx';

type Behaviour = 'approve' | 'decline' | 'slow' | 'deposit';

interface Wanted extends Omit<SandboxPayment, 'paymentKey'> {
  readonly title: string;
  readonly returnPath: string;
}

/** Stands in for a payment provider's own page, and looks like somebody else's on purpose. */
export function SandboxPage() {
  const { t } = useTranslation();
  useTitle(t('document.sandbox'));
  const [parameters] = useSearchParams();
  const wanted = readWanted(parameters);
  return (
    <SandboxFrame lead={t('sandbox.lead')} title={t('sandbox.title')}>
      {wanted ? <Choices wanted={wanted} /> : <SandboxBroken />}
    </SandboxFrame>
  );
}

function readWanted(parameters: URLSearchParams): Wanted | undefined {
  const text = (name: string): string => parameters.get(name) ?? '';
  const amount = Number(text('amount'));
  const returnPath = text('returnPath');
  const currency = text('currency');
  // The way back leads to this site only: a full address would make this page a springboard.
  const stays = /^\/[^/\\]/.test(returnPath);
  const paid = Number.isSafeInteger(amount) && amount >= 0 && /^[A-Z]{3}$/.test(currency);
  if (!stays || !paid || text('orderId') === '') return undefined;
  return { orderId: text('orderId'), amount, currency, title: text('title'), returnPath };
}

function Choices({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { choose, chosen, problem } = useAuthorise(wanted);
  const button = (behaviour: Behaviour) => ({
    large: true,
    wide: true,
    disabled: chosen !== undefined,
    waiting: chosen === behaviour ? t('sandbox.working') : undefined,
    onClick: () => {
      void choose(behaviour);
    },
    'data-testid': `sandbox-${behaviour}`,
  });
  return (
    <>
      <dl className="sandbox-facts">
        <div>
          <dt>{t('sandbox.merchant')}</dt>
          <dd>{t('brand')}</dd>
        </div>
        <div>
          <dt>{t('sandbox.item')}</dt>
          <dd>{wanted.title}</dd>
        </div>
        <div>
          <dt>{t('sandbox.order')}</dt>
          <dd className="sandbox-order">{wanted.orderId}</dd>
        </div>
        <div className="sandbox-amount">
          <dt>{t('sandbox.amount')}</dt>
          <dd className="figures">{formatMoney(wanted.amount, wanted.currency, locale)}</dd>
        </div>
      </dl>
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      <div className="sandbox-choices">
        <Button {...button('approve')} className="sandbox-approve">
          {t('sandbox.approve')}
        </Button>
        <Button {...button('decline')}>{t('sandbox.decline')}</Button>
        <Button {...button('slow')}>{t('sandbox.slow')}</Button>
        <small>{t('sandbox.slowNote')}</small>
        <Button {...button('deposit')}>{t('sandbox.deposit')}</Button>
      </div>
    </>
  );
}

function useAuthorise({ orderId, amount, currency, returnPath }: Wanted) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [chosen, setChosen] = useState<Behaviour>();
  const [problem, setProblem] = useState<string>();
  const busy = useRef(false);
  const choose = async (behaviour: Behaviour): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setChosen(behaviour);
    setProblem(undefined);
    try {
      const asked = { orderId, amount, currency, behaviour };
      const { paymentKey } = await client.authoriseSandbox(asked);
      if (behaviour === 'deposit') rememberSandboxDeposit(orderId, paymentKey);
      const query = new URLSearchParams({ paymentKey, orderId, amount: String(amount) });
      // A full load, as from another site: a real provider gives the page no choice.
      window.location.replace(`${returnPath}?${query.toString()}`);
    } catch (error) {
      setProblem(explain(error, t));
      setChosen(undefined);
      busy.current = false;
    }
  };
  return { choose, chosen, problem };
}
