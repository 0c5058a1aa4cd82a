import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface AccountFieldProps {
  readonly name: 'name' | 'email' | 'password';
  /** @default the field's name */
  readonly label?: 'newPassword';
  readonly type?: string;
  readonly autoComplete: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly hint?: string;
  /** True once the form was sent: from then on what is missing is said at the field. */
  readonly checked: boolean;
}

export function AccountField(props: AccountFieldProps) {
  const { name, label = name, type = 'text', hint, checked, ...input } = props;
  const { t } = useTranslation();
  const id = useId();
  const [validity, setValidity] = useState<ValidityState>();
  const problem = checked ? problemOf(name, validity) : undefined;
  const note = problem ? t(`account.${problem}`) : hint;
  return (
    <label className="field">
      <span>{t(`account.${label}`)}</span>
      <input
        {...input}
        type={type}
        name={name}
        required
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : id}
        ref={(element) => {
          if (element && validity === undefined) setValidity(copyOf(element.validity));
        }}
        onInput={(event) => {
          setValidity(copyOf(event.currentTarget.validity));
        }}
      />
      {note !== undefined && (
        <small id={id} className={problem && 'field-error'}>
          {note}
        </small>
      )}
    </label>
  );
}

/** The browser's own object changes under our hands. */
function copyOf({ valid, valueMissing }: ValidityState): ValidityState {
  return { valid, valueMissing } as ValidityState;
}

function problemOf(name: string, validity: ValidityState | undefined) {
  if (!validity || validity.valid) return undefined;
  if (validity.valueMissing) return 'required';
  return name === 'email' ? 'emailWrong' : 'passwordShort';
}
