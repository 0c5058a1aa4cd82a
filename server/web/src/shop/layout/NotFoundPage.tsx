import { MapPinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { useTitle } from '../use-title.ts';

interface NotFoundPageProps {
  readonly title?: string;
  readonly body?: string;
}

export function NotFoundPage({ title, body }: NotFoundPageProps) {
  const { t } = useTranslation();
  useTitle(t('document.notFound'));
  return (
    <div className="page page-narrow">
      <StateBox
        isPage
        icon={<MapPinOff size={36} aria-hidden />}
        title={title ?? t('problem.notFoundTitle')}
        body={body ?? t('problem.notFoundBody')}
      >
        <Link className="button button-primary" to="/">
          {t('common.goHome')}
        </Link>
      </StateBox>
    </div>
  );
}
