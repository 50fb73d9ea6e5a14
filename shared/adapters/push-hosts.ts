/** Says whether an endpoint belongs to a push service that may be called. */
export type IsPushService = (endpoint: string) => boolean;

/**
 * Checks endpoints by an allow-list of hosts, as shared/contracts/reminders.ts writes them. A browser names
 * its push service, but a learner could name anything.
 */
export function pushServicesOf(hosts: readonly string[]): IsPushService {
  return (endpoint) => {
    const url = URL.parse(endpoint);
    // The endpoint has to be written as browsers write it, so that nobody who parses it finds another host.
    if (url?.href !== endpoint || url.username !== '' || url.password !== '') return false;
    return hosts.some((host) => {
      if (host.startsWith('http:')) return url.origin === host;
      if (url.protocol !== 'https:' || url.port !== '') return false;
      return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
    });
  };
}
