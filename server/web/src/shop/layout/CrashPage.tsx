import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';

/** When a page could not be drawn, or its code could not be fetched. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <div className="page page-narrow">
      <StateBox
        isPage
        icon={<TriangleAlert size={36} aria-hidden />}
        title={t('problem.title')}
        body={t('problem.crashed')}
      >
        <Button
          look="primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('problem.reload')}
        </Button>
      </StateBox>
    </div>
  );
}
