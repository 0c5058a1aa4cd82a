import { useTranslation } from 'react-i18next';

export interface PriceLine {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly base: number;
  readonly discount: number;
  readonly fee: number;
  readonly tax: number;
  readonly amount: number;
}

interface PriceLinesProps {
  readonly lines: readonly PriceLine[];
  readonly money: (amount: number) => string;
}

/** Each seat with its price, and what the sum is made of. */
export function PriceLines({ lines, money }: PriceLinesProps) {
  return (
    <>
      <ul className="price-lines">
        {lines.map((line) => (
          <li key={line.key}>
            <span>
              <strong>{line.label}</strong>
              <small>{line.note}</small>
            </span>
            <span className="price-line-amount figures">
              {line.discount > 0 && <s>{money(line.base)}</s>}
              {money(line.base - line.discount)}
            </span>
          </li>
        ))}
      </ul>
      <Sums lines={lines} money={money} />
    </>
  );
}

function Sums({ lines, money }: PriceLinesProps) {
  const { t } = useTranslation();
  const sum = (part: 'base' | 'discount' | 'fee' | 'tax'): number =>
    lines.reduce((total, line) => total + line[part], 0);
  const fee = sum('fee');
  return (
    <dl className="price-sums figures">
      <div>
        <dt>{t('checkout.base')}</dt>
        <dd>{money(sum('base'))}</dd>
      </div>
      {sum('discount') > 0 && (
        <div>
          <dt>{t('checkout.discount')}</dt>
          <dd>{money(-sum('discount'))}</dd>
        </div>
      )}
      <div>
        <dt>{t('checkout.fee')}</dt>
        <dd>{fee === 0 ? t('checkout.noFee') : money(fee)}</dd>
      </div>
      {sum('tax') > 0 && (
        <div>
          <dt>{t('checkout.tax')}</dt>
          <dd>{money(sum('tax'))}</dd>
        </div>
      )}
    </dl>
  );
}
