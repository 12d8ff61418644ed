import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { refused } from './egress-rule.ts';
import { isPublicAddress } from './public-address.ts';

/**
 * Resolves like `dns.lookup` and refuses when any answer is not a public address. The check happens on the very answer
 * the socket connects to, so a name that resolves differently the second time gains nothing.
 */
export function guardedLookup(resolve: typeof dnsLookup = dnsLookup): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, answer) => {
      if (error) return callback(error, '', 0);
      const addresses = answer as LookupAddress[];
      const bad = addresses.find((entry) => !isPublicAddress(entry.address));
      const first = addresses[0];
      if (bad || !first) {
        const reason = bad ? `its name leads to the address ${bad.address}` : 'its name has no address';
        return callback(refused({ protocol: 'https:', host: hostname, port: 443 }, reason), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
