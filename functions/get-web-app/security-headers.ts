/**
 * The app needs its own files, this API and the bucket that recordings are PUT to. Its one Trusted Types
 * policy names the service worker's script. The bucket's host is given without a scheme, so the browser
 * uses the page's own, which is TLS wherever the app is deployed.
 */
export const securityHeaders = (recordingsHost: string): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    'media-src blob:',
    `connect-src 'self' ${recordingsHost}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types learning-mate-worker',
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  'referrer-policy': 'no-referrer',
});
