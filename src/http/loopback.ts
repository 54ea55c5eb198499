/** Whether a host (of a URL or bare) is this machine, so that what is said to it does not cross a network. */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host);
}
