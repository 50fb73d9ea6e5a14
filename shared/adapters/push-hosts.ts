/** Asks whether an endpoint is a push service's that may be written to. */
export type IsPushService = (endpoint: string) => boolean;

/**
 * By an allow-list of hosts, as shared/contracts/reminders.ts writes them: a learner's browser names its
 * push service, and a learner could name anything.
 */
export function pushServicesOf(hosts: readonly string[]): IsPushService {
  return (endpoint) => {
    const url = URL.parse(endpoint);
    // Written as browsers write it: nobody who reads it in another way finds another host.
    if (url?.href !== endpoint || url.username !== '' || url.password !== '') return false;
    return hosts.some((host) => {
      if (host.startsWith('http:')) return url.origin === host;
      if (url.protocol !== 'https:' || url.port !== '') return false;
      return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
    });
  };
}
