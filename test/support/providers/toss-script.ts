import type { Answer } from './provider-server.ts';

/**
 * What `https://js.tosspayments.com/v2/standard` offers, as far as the site uses it. The window
 * is a redirect through this server, where the buyer authorises at once.
 */
export function tossScript(): Answer {
  return { status: 200, body: SCRIPT, headers: { 'content-type': 'text/javascript' } };
}

const SCRIPT = `(() => {
  const server = new URL(document.currentScript.src).origin;
  const requestPayment = ({ method, amount, orderId, successUrl }) => {
    const query = new URLSearchParams({
      method, orderId, successUrl, amount: String(amount.value), currency: amount.currency,
    });
    location.assign(server + '/window?' + query);
    return new Promise(() => {});
  };
  window.TossPayments = () => ({ payment: () => ({ requestPayment }) });
  window.TossPayments.ANONYMOUS = '@@ANONYMOUS';
})();
`;
