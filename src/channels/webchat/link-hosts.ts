import type { Academies } from '../../../dialogs/knowledge/academy.ts';

export interface LinkHosts {
  /** Domains to which addresses in messages become links, their subdomains included. */
  readonly hosts: readonly string[];
  /** Hosts among them that have no page. */
  readonly servers: readonly string[];
}

/** The academies' and the ministry's own domains, without what only mail programs speak to. */
export function linkHosts(academies: Academies): LinkHosts {
  const facts = [...academies.values()].map((academy) => academy.facts);
  const pages = new Set(facts.map(({ webmail }) => webmail?.value.host));
  const servers = facts.flatMap(({ mailServers }) => [
    mailServers?.value.imap.host,
    mailServers?.value.smtp.host,
  ]);
  return {
    hosts: [...new Set([...academies.values()].flatMap(({ domains }) => domains))],
    servers: [...new Set(servers.filter((host) => host !== undefined && !pages.has(host)))] as string[],
  };
}
