import type { Academies } from '../../../dialogs/knowledge/academy.ts';

export interface Origins {
  /** As Content-Security-Policy sources: who may put the page into a frame. */
  readonly sources: readonly string[];
  /** Whether a page of this origin may talk to the service reached under this host. */
  allows(origin: string, host: string | undefined): boolean;
}

/** Which origins may use the web chat: our own, the academies' domains over HTTPS, and those of the configuration. */
export function createOrigins(academies: Academies, configured: readonly string[]): Origins {
  const domains = [...academies.values()].flatMap((academy) => academy.domains);
  return {
    sources: [...domains.flatMap((domain) => [`https://${domain}`, `https://*.${domain}`]), ...configured],
    allows: (origin, host) => {
      if (configured.includes(origin)) return true;
      const url = URL.canParse(origin) ? new URL(origin) : undefined;
      if (!url) return false;
      if (url.host === host) return true;
      const { protocol, hostname } = url;
      return protocol === 'https:' && domains.some((domain) => `.${hostname}`.endsWith(`.${domain}`));
    },
  };
}
