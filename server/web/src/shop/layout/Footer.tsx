import { useTranslation } from 'react-i18next';
import { usePaymentProviders } from '../queries.ts';

/** Says what is practice where nothing else than practice can be paid with. */
export function Footer() {
  const { t } = useTranslation();
  const { data: providers } = usePaymentProviders();
  const isPractice = providers?.every(({ provider }) => provider === 'sandbox') ?? false;
  return (
    <footer className="footer">
      <div className="footer-inner">
        <strong>{t('brand')}</strong>
        {isPractice && <p>{t('common.footer')}</p>}
      </div>
    </footer>
  );
}
