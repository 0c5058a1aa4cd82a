import type { RefundAccount } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { usePaymentProviders } from '../queries.ts';

interface RefundAccountFieldsProps {
  readonly provider: string | undefined;
  readonly holder: string;
  /** True once the form was sent: what is missing is then said at the field. */
  readonly checked: boolean;
}

/** Where money goes back to that no card can take back. */
export function RefundAccountFields({ provider, holder, checked }: RefundAccountFieldsProps) {
  const { t } = useTranslation();
  const providers = usePaymentProviders().data ?? [];
  const banks = providers
    .filter((one) => provider === undefined || one.provider === provider)
    .flatMap((one) => one.banks);
  return (
    <fieldset className="refund-account buyer" data-checked={checked}>
      <legend>{t('refund.accountTitle')}</legend>
      <p>{t('refund.accountBody')}</p>
      <label className="field">
        <span>{t('refund.bank')}</span>
        <select className="select" name="bank" required defaultValue="">
          <option value="" disabled>
            {t('refund.bankChoose')}
          </option>
          {banks.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <small className="field-error">{t('refund.bankChoose')}</small>
      </label>
      <label className="field">
        <span>{t('refund.number')}</span>
        <input
          name="accountNumber"
          inputMode="numeric"
          autoComplete="off"
          placeholder={t('refund.numberHint')}
          pattern="( *[0-9] *-*){6,20}"
          required
        />
        <small className="field-error">{t('refund.numberWrong')}</small>
      </label>
      <label className="field">
        <span>{t('refund.holder')}</span>
        <input
          name="accountHolder"
          autoComplete="name"
          defaultValue={holder}
          maxLength={60}
          required
        />
        <small className="field-error">{t('account.required')}</small>
      </label>
    </fieldset>
  );
}

export function readAccount(form: HTMLFormElement): RefundAccount {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    bank: text('bank'),
    accountNumber: text('accountNumber').replace(/\D/g, ''),
    accountHolder: text('accountHolder'),
  };
}
