import { letter } from '../platform/mail/letter.ts';
import type { Letter, LetterLocale } from '../platform/mail/letter.ts';

export interface AccountLetter extends Letter {
  readonly subject: string;
}

/** What changes from one letter to the next. */
export interface AccountLetterFacts {
  readonly locale: LetterLocale;
  readonly name: string;
  readonly url: string;
}

interface Words {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: (name: string) => readonly string[];
  readonly button: string;
  readonly notes: readonly string[];
}

const VERIFY: Readonly<Record<LetterLocale, Words>> = {
  ko: {
    subject: '이메일 주소를 확인해 주세요',
    heading: '이메일 주소를 확인해 주세요',
    paragraphs: (name) => [
      `${name} 님, 가입해 주셔서 고마워요.`,
      '아래 버튼을 누르면 확인이 끝나요. 앞으로 표와 공연 안내를 이 주소로 보내 드릴게요.',
    ],
    button: '이메일 주소 확인하기',
    notes: [
      '링크는 24시간 동안 쓸 수 있어요. 시간이 지났다면 로그인한 뒤 새 링크를 받을 수 있어요.',
      '가입한 적이 없다면 이 메일은 지우셔도 돼요.',
    ],
  },
  en: {
    subject: 'Please confirm your e-mail address',
    heading: 'Please confirm your e-mail address',
    paragraphs: (name) => [
      `Hello ${name}, thank you for signing up.`,
      'One press of the button and you are done: your tickets and news about your shows will come to this address.',
    ],
    button: 'Confirm my address',
    notes: [
      'The link works for 24 hours. If it is too late, sign in and ask for a new one.',
      'If you did not sign up, you can simply delete this mail.',
    ],
  },
};

const RESET: Readonly<Record<LetterLocale, Words>> = {
  ko: {
    subject: '새 비밀번호를 정해 주세요',
    heading: '새 비밀번호를 정해 주세요',
    paragraphs: (name) => [
      `${name} 님, 비밀번호를 다시 정하고 싶다는 요청을 받았어요.`,
      '아래 버튼을 눌러 새 비밀번호를 정해 주세요. 저장하면 모든 기기에서 로그아웃돼요.',
    ],
    button: '새 비밀번호 정하기',
    notes: [
      '링크는 1시간 동안, 한 번만 쓸 수 있어요.',
      '요청한 적이 없다면 아무것도 하지 않으셔도 돼요. 지금 비밀번호는 그대로예요.',
    ],
  },
  en: {
    subject: 'Choose a new password',
    heading: 'Choose a new password',
    paragraphs: (name) => [
      `Hello ${name}, somebody asked for a new password for your account.`,
      'If it was you, press the button to choose one. Once it is saved, you are signed out on all devices.',
    ],
    button: 'Choose a new password',
    notes: [
      'The link works once, within an hour.',
      'If it was not you, there is nothing to do: your password stays as it is.',
    ],
  },
};

function write(words: Words, { locale, name, url }: AccountLetterFacts): AccountLetter {
  const { subject, heading, paragraphs, button, notes } = words;
  const content = { locale, heading, notes, paragraphs: paragraphs(name) };
  return { subject, ...letter({ ...content, button: { label: button, url } }) };
}

export function verifyLetter(facts: AccountLetterFacts): AccountLetter {
  return write(VERIFY[facts.locale], facts);
}

export function resetLetter(facts: AccountLetterFacts): AccountLetter {
  return write(RESET[facts.locale], facts);
}
