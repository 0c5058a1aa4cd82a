import { useTranslation } from 'react-i18next';

/** While it is found out what there is to show. */
export function Drawing() {
  const { t } = useTranslation();
  return (
    <div className="seat-room seat-room-waiting">
      <h1 className="visually-hidden">{t('document.seats')}</h1>
      <p role="status">
        <span className="spinner" aria-hidden />
        {t('map.loading')}
      </p>
    </div>
  );
}
