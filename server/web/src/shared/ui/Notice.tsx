import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface NoticeProps {
  readonly tone?: 'plain' | 'loss' | 'good';
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly onClose?: (() => void) | undefined;
}

const ICONS = { plain: Info, loss: CircleAlert, good: CircleCheck } as const;

/** Said aloud by screen readers when it appears. */
export function Notice({ tone = 'plain', children, action, onClose }: NoticeProps) {
  const { t } = useTranslation();
  const Icon = ICONS[tone];
  return (
    <div
      className={`notice notice-${tone}`}
      role={tone === 'loss' ? 'alert' : 'status'}
      data-testid="notice"
    >
      <Icon size={20} aria-hidden />
      <div className="notice-body">
        <div>{children}</div>
        {action && (
          <button type="button" className="notice-action" onClick={action.run}>
            {action.label}
          </button>
        )}
      </div>
      {onClose && (
        <button
          type="button"
          className="icon-button notice-close"
          aria-label={t('common.close')}
          onClick={onClose}
        >
          <X size={18} aria-hidden />
        </button>
      )}
    </div>
  );
}
