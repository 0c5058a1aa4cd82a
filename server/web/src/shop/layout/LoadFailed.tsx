import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';

interface LoadFailedProps {
  readonly title: string;
  readonly error: unknown;
  /** Where it is all there is of a page. */
  readonly isPage?: boolean;
  readonly retry: () => void;
}

export function LoadFailed({ title, error, isPage = false, retry }: LoadFailedProps) {
  const { t } = useTranslation();
  return (
    <StateBox
      isPage={isPage}
      icon={<CloudOff size={36} aria-hidden />}
      title={title}
      body={explain(error, t)}
    >
      <Button look="primary" onClick={retry}>
        {t('common.retry')}
      </Button>
    </StateBox>
  );
}
