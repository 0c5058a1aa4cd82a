import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf } from './pay-ways.ts';
import { wayWords } from './pay-words.ts';
import type { PayWayChoice } from './use-pay-way.ts';
import './pay.css';

/** The ways to pay, where there is a choice. */
export function PayWays({ ways, way, choose }: PayWayChoice) {
  const { t } = useTranslation();
  const name = useId();
  if (ways.length < 2) return null;
  return (
    <fieldset className="pay-ways" data-testid="pay-ways">
      <legend>{t('checkout.payWith')}</legend>
      {ways.map((one) => {
        const words = wayWords(one, t);
        return (
          <label key={keyOf(one)} className="pay-way">
            <input
              type="radio"
              name={name}
              value={keyOf(one)}
              checked={way !== undefined && keyOf(one) === keyOf(way)}
              onChange={() => {
                choose(one);
              }}
            />
            <span>
              <strong>{words.name}</strong>
              {words.note !== '' && <small>{words.note}</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
