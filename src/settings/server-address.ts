import { z } from 'zod';
import { Fault } from '../domain/errors.ts';
import type { ServerAddress } from '../ports/server-probe.ts';

const examples = 'write it as vbr.example.com, vbr.example.com:9419 or https://vbr.example.com';
const hostName =
  /^(?=.{1,253}$)[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?(\.[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?)*\.?$/u;

/**
 * Reads host, host:port or an https URL; an IPv6 address with a port stands in brackets.
 * Throws input-invalid; the text itself is not repeated, since a URL may hold a password.
 */
export function parseServerAddress(text: string): ServerAddress {
  const authority = withoutScheme(text.trim());
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(authority);
  if (bracketed !== null) return address(ipv6(bracketed[1] ?? ''), bracketed[2]);
  if (isIPv6(authority))
    throw refused(
      'an IPv6 address stands in brackets',
      'write [2001:db8::1] or [2001:db8::1]:9419',
    );
  const [host = '', port, ...rest] = authority.split(':');
  if (rest.length > 0 || !hostName.test(host)) throw refused('it is not a host name', examples);
  return address(host, port);
}

/** True for what may stand as `host` alone. */
export function isHost(text: string): boolean {
  return isIPv6(text) || hostName.test(text);
}

function isIPv6(text: string): boolean {
  return z.ipv6().safeParse(text).success;
}

function withoutScheme(text: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (scheme === null) return plainAuthority(text);
  if (scheme[1]?.toLowerCase() !== 'https')
    throw refused('VBR is spoken to over https only', examples);
  return plainAuthority(text.slice(scheme[0].length).replace(/\/+$/, ''));
}

function plainAuthority(text: string): string {
  if (text.includes('@')) {
    throw refused(
      'an address carries no account',
      'give the account as VEEAM_USERNAME and VEEAM_PASSWORD',
    );
  }
  if (/[/?#]/.test(text)) throw refused('it has a path behind the host', examples);
  return text;
}

function ipv6(text: string): string {
  if (!isIPv6(text)) throw refused('what stands in the brackets is not an IPv6 address', examples);
  return text;
}

function address(host: string, portText: string | undefined): ServerAddress {
  if (portText === undefined) return { host, port: null };
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  if (port < 1 || port > 65_535)
    throw refused('its port is not a number from 1 to 65535', examples);
  return { host, port };
}

function refused(means: string, next: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'The server address cannot be used',
    means,
    next,
  });
}
