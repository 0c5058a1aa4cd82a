import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/index.ts';
import { loadWidget } from './load-widget.ts';
import type { WidgetInfo } from './load-widget.ts';
import type { HumanAnswer } from './use-human-answer.ts';
import './human-check.css';

interface HumanCheckFieldProps {
  readonly answer: HumanAnswer;
  readonly action: 'sign-up' | 'sign-in' | 'waiting-room';
  /** True once the form was sent: from then on a missing answer is said. */
  readonly checked: boolean;
}

/** The check that a person is asking; nothing where the server has none. */
export function HumanCheckField({ answer, action, checked }: HumanCheckFieldProps) {
  const { t } = useTranslation();
  const { info, round, onAnswer } = answer.field;
  if (!info || info.kind === 'off') return null;
  const isMissing = checked && answer.isMissing;
  return (
    <div className="human-check" data-testid="human-check">
      {info.kind === 'sandbox' ? (
        <SandboxBox key={round} onAnswer={onAnswer} isMissing={isMissing} />
      ) : (
        <ProviderBox key={round} info={info} action={action} onAnswer={onAnswer} />
      )}
      {isMissing && (
        <p className="field-error" role="alert">
          {t('humanCheck.missing')}
        </p>
      )}
    </div>
  );
}

interface BoxProps {
  readonly onAnswer: (response: string | undefined) => void;
}

/** For development: what it answers is known to everybody. */
function SandboxBox({ onAnswer, isMissing }: BoxProps & { readonly isMissing: boolean }) {
  const { t } = useTranslation();
  return (
    <label className="human-check-box">
      <input
        type="checkbox"
        aria-invalid={isMissing || undefined}
        onChange={(event) => {
          onAnswer(event.currentTarget.checked ? 'sandbox:human' : undefined);
        }}
      />
      <span>
        {t('humanCheck.label')} <small>{t('humanCheck.sandbox')}</small>
      </span>
    </label>
  );
}

interface ProviderBoxProps extends BoxProps {
  readonly info: WidgetInfo;
  readonly action: string;
}

/** A provider’s own picture; its script is loaded when it is wanted. */
function ProviderBox({ info, action, onAnswer }: ProviderBoxProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isShown = true;
    const fail = (): void => {
      if (isShown) setFailed(true);
    };
    loadWidget(info).then((widget) => {
      if (!isShown || !box.current) return;
      const id = widget.render(box.current, {
        ...{ sitekey: info.siteKey, action, language: locale, size: 'flexible' },
        callback: onAnswer,
        'expired-callback': () => {
          onAnswer(undefined);
        },
        'error-callback': fail,
      });
      remove = () => widget.remove?.(id);
    }, fail);
    return () => {
      isShown = false;
      remove?.();
    };
  }, [info, action, locale, onAnswer]);
  return (
    <>
      <div ref={box} className="human-check-widget" hidden={hasFailed} />
      {hasFailed && <p className="field-error">{t('humanCheck.failed')}</p>}
    </>
  );
}
