import { useTranslation } from 'react-i18next';

export interface PriceLine {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly base: number;
  readonly amount: number;
}

interface PriceLinesProps {
  readonly lines: readonly PriceLine[];
  readonly money: (amount: number) => string;
}

export function PriceLines({ lines, money }: PriceLinesProps) {
  const { t } = useTranslation();
  const base = lines.reduce((sum, line) => sum + line.base, 0);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
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
              {line.amount < line.base && <s>{money(line.base)}</s>}
              {money(line.amount)}
            </span>
          </li>
        ))}
      </ul>
      {amount < base && (
        <dl className="price-sums figures">
          <div>
            <dt>{t('checkout.base')}</dt>
            <dd>{money(base)}</dd>
          </div>
          <div>
            <dt>{t('checkout.discount')}</dt>
            <dd>{money(amount - base)}</dd>
          </div>
        </dl>
      )}
    </>
  );
}
