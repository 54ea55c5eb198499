import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { isLoopback } from './loopback.ts';

const NETWORK = /^([^/]+)\/(\d{1,3})$/;
/** Groups of an IPv6 address that name a network; a caller has all addresses behind them. */
const NETWORK_GROUPS = 4;

/** Gives the address that a request comes from. */
export type CallerAddress = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string;

/** Whether a list holds nothing but addresses and networks (`10.0.0.0/8`). */
export function isProxyList(list: readonly string[]): boolean {
  return list.every((entry) => {
    const [, address = entry, bits] = NETWORK.exec(entry) ?? [];
    const version = isIP(address);
    return version !== 0 && Number(bits ?? 0) <= (version === 4 ? 32 : 128);
  });
}

/**
 * Reads addresses behind proxies: of `X-Forwarded-For` the last entry that no trusted proxy has, since whoever stands
 * before the first trusted one can write what they like. An IPv6 caller is known by their network (/64).
 */
export function createCallerAddress(proxies: readonly string[]): CallerAddress {
  const trusted = blockListOf(proxies);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return ({ socket, headers }) => {
    const direct = plain(socket.remoteAddress ?? '');
    if (proxies.length === 0 || isIP(direct) === 0 || !isTrusted(direct)) return networkOf(direct);
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((part) => plain(part.trim()))
      .filter((address) => isIP(address) !== 0);
    return networkOf(forwarded.findLast((address) => !isTrusted(address)) ?? direct);
  };
}

/** What proxies say of whom they ask for; each knows another of these. */
const FORWARDED =
  /^(x-forwarded-.*|x-real-ip|x-client-ip|x-original-.*|.*-connecting-ip|true-client-ip|forwarded|via)$/;

/** Whether a request comes straight from this machine and asks for it by name, so that no proxy on it has passed it on. */
export function isFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  const address = plain(socket.remoteAddress ?? '');
  const host = (headers.host ?? 'localhost').replace(/:\d*$/, '').toLowerCase();
  const forwarded = Object.keys(headers).some((name) => FORWARDED.test(name));
  return !forwarded && isLoopback(host) && (address === '::1' || address.startsWith('127.'));
}

function blockListOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of proxies) {
    const [, address = entry, bits] = NETWORK.exec(entry) ?? [];
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** Without the IPv6 form of an IPv4 address, and without a zone. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).join(':');
}
