import type { OrderDetail } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { readAccount, RefundAccountFields } from './RefundAccountFields.tsx';

/** For a refund that waits for somewhere to go. */
export function GiveAccount({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const queries = useQueryClient();
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await client.giveRefundAccount(order.id, readAccount(form));
    } catch (error) {
      setProblem(explain(error, t));
    }
    await queries.invalidateQueries({ queryKey: ['order'] });
    setBusy(false);
  };
  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = event.currentTarget.querySelector<HTMLElement>('input:invalid, select:invalid');
    if (wrong) wrong.focus();
    else void send(event.currentTarget);
  };
  return (
    <form className="refund-form" data-testid="give-account" noValidate onSubmit={onSubmit}>
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      <RefundAccountFields
        provider={order.payment?.provider}
        holder={order.buyer.name}
        checked={checked}
      />
      <Button
        type="submit"
        look="primary"
        large
        waiting={busy ? t('refund.accountSaving') : undefined}
      >
        {t('refund.accountSave')}
      </Button>
    </form>
  );
}
