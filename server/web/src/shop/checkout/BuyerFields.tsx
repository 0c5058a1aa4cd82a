import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/services.ts';

/** Who buys: known from the account, to be changed for this order. */
export function BuyerFields({ checked }: { checked: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  if (session.status !== 'signedIn') return null;
  const { name, email } = session.user;
  return (
    <section className="card stack buyer" data-checked={checked}>
      <h2>{t('checkout.buyer')}</h2>
      <label className="field">
        <span>{t('checkout.name')}</span>
        <input name="name" autoComplete="name" defaultValue={name} maxLength={100} required />
        <small className="field-error">{t('account.required')}</small>
      </label>
      <label className="field">
        <span>{t('checkout.email')}</span>
        <input name="email" type="email" autoComplete="email" defaultValue={email} required />
        <small className="field-error">{t('account.emailWrong')}</small>
      </label>
      <label className="field">
        <span>{t('checkout.phone')}</span>
        <input
          name="phone"
          type="tel"
          autoComplete="tel"
          pattern="[0-9+\-\(\) ]{6,40}"
          placeholder="010-0000-0000"
        />
        <small className="field-error">{t('checkout.phoneWrong')}</small>
      </label>
    </section>
  );
}
