import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider of human checks on this machine, asked as Turnstile is. */
export interface HumanProvider {
  /** What a server needs in its environment to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Forms that were sent, in order. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  /** How it answers from now on; `usual` knows `good-<action>` and takes each once. */
  behaviour: 'usual' | 'down' | 'silent' | 'garbled' | 'wrong secret';
  stop(): Promise<void>;
}

const SITE_KEY = 'site-key';
const SECRET = 'a secret of the provider';

/** What a page loads: a box with a button that answers. */
const WIDGET = `window.standIn = {
  render(box, { sitekey, action, callback }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'I am human';
    button.dataset.testid = 'stand-in';
    button.onclick = () => callback('good-' + action + '-' + sitekey + Math.random());
    box.append(button);
    return button;
  },
  remove(button) { button.remove(); },
};`;

export async function startHumanProvider(): Promise<HumanProvider> {
  const asked: Record<string, string>[] = [];
  const used = new Set<string>();

  function judge({ secret, response = '' }: Readonly<Record<string, string>>): object {
    const codes = (code: string): object => ({ success: false, 'error-codes': [code] });
    if (secret !== SECRET || provider.behaviour === 'wrong secret') {
      return codes('invalid-input-secret');
    }
    const action = /^good-(sign-up|sign-in|waiting-room)/.exec(response)?.[1];
    if (action === undefined) return codes('invalid-input-response');
    if (used.has(response)) return codes('timeout-or-duplicate');
    used.add(response);
    return { success: true, action };
  }

  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(WIDGET);
      return;
    }
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(text));
      asked.push(form);
      if (provider.behaviour === 'silent') return;
      if (provider.behaviour === 'down') response.statusCode = 502;
      const broken = provider.behaviour === 'down' || provider.behaviour === 'garbled';
      response.end(broken ? '<html>' : JSON.stringify(judge(form)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const provider: HumanProvider = {
    asked,
    behaviour: 'usual',
    env: {
      ...{ HUMAN_CHECK: '', HUMAN_CHECK_SITE_KEY: SITE_KEY, HUMAN_CHECK_SECRET: SECRET },
      ...{ HUMAN_CHECK_VERIFY_URL: `${url}/siteverify`, HUMAN_CHECK_GLOBAL: 'standIn' },
      HUMAN_CHECK_SCRIPT_URL: `${url}/api.js`,
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}
