import { expect, it } from 'vitest';
import { pushServicesOf } from '../../../shared/adapters/push-hosts.ts';
import { browsersPushHosts, pushHostsSchema } from '../../../shared/contracts/reminders.ts';

const isPushService = pushServicesOf(browsersPushHosts);

it.each([
  'https://fcm.googleapis.com/fcm/send/abc:APA91b',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
  'https://db5p.notify.windows.com/w/?token=BQYAAAC',
  'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC',
  'https://web.push.apple.com/QGuQyavXutnMn',
])('%s belongs to a browser', (endpoint) => {
  expect(isPushService(endpoint)).toBe(true);
});

it.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'https://fcm.googleapis.com:8443/fcm/send/abc',
  'https://fcm.googleapis.com.evil.example/x',
  'https://evil.example/fcm.googleapis.com',
  'https://evilfcm.googleapis.com/x',
  'https://push.apple.com.evil.example/',
  'https://evil-push.apple.com/',
  'https://user:secret@fcm.googleapis.com/x',
  'https://fcm.googleapis.com@evil.example/x',
  'https://fcm.googleapis.com\\@evil.example/x',
  'https://169.254.169.254/latest/meta-data',
  'https://127.0.0.1/x',
  'http://127.0.0.1:8080/x',
  'https://[::1]/x',
  'javascript:alert(1)',
  'fcm.googleapis.com',
  '',
])('%s belongs to no browser', (endpoint) => {
  expect(isPushService(endpoint)).toBe(false);
});

it('a push server without TLS must be on this machine, and the settings must name it whole', () => {
  const local = pushServicesOf(['http://127.0.0.1:4000']);
  expect(local('http://127.0.0.1:4000/push/a')).toBe(true);
  expect(local('http://127.0.0.1:4001/push/a')).toBe(false);
  expect(pushHostsSchema.safeParse([...browsersPushHosts, 'http://127.0.0.1:4000']).success).toBe(
    true,
  );
  for (const host of ['http://push.example:80', 'https://push.example', '*', '*.com', '']) {
    expect(pushHostsSchema.safeParse([host]).success, host).toBe(false);
  }
});
