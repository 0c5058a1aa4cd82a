import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';

interface LoadFailedProps {
  readonly title: string;
  readonly error: unknown;
  readonly retry: () => void;
}

export function LoadFailed({ title, error, retry }: LoadFailedProps) {
  const { t } = useTranslation();
  return (
    <StateBox icon={<CloudOff size={36} aria-hidden />} title={title} body={explain(error, t)}>
      <Button look="primary" onClick={retry}>
        {t('common.retry')}
      </Button>
    </StateBox>
  );
}
