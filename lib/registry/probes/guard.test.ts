import { describe, expect, it } from 'vitest';
import { parseAddress, parseRange, type AddressRange } from './address';
import { guardAddress } from './guard';

const ranges = (...texts: string[]): AddressRange[] =>
  texts.map((text) => parseRange(text)).filter((range) => range !== null);
const EVERYTHING = ranges('0.0.0.0/0', '::/0');

describe('an address', () => {
  it.each([
    ['2130706433', 'one decimal number'],
    ['0x7f000001', 'one hexadecimal number'],
    ['017700000001', 'one octal number'],
    ['0177.0.0.1', 'octal parts'],
    ['0x7f.0.0.1', 'hexadecimal parts'],
    ['127.1', 'parts left out'],
    ['127.0.0.01', 'a leading zero'],
    ['1.2.3.256', 'a part too large'],
    ['1.2.3.4.', 'a dot at the end'],
    ['１27.0.0.1', 'a digit of another script'],
    ['fe80::1%eth0', 'a zone'],
    [':::1', 'three colons'],
    ['1::2::3', 'two gaps'],
    ['1:2:3:4:5:6:7:8:9', 'nine groups'],
    ['1:2:3:4:5:6:7::8', 'a gap of nothing'],
    ['::1.2.3', 'half an IPv4 address'],
    ['::1.2.3.4:5', 'an IPv4 address in the middle'],
    ['', 'nothing'],
  ])('%s (%s) is none', (text) => {
    expect(parseAddress(text)).toBeNull();
    expect(guardAddress(text, EVERYTHING)).toEqual({ ok: false, why: `${text} is not an IP address.` });
  });

  it.each([
    ['127.0.0.1', 'a loopback address'],
    ['127.255.255.254', 'a loopback address'],
    ['0.0.0.0', 'this machine itself'],
    ['::', 'this machine itself'],
    ['::1', 'a loopback address'],
    ['0:0:0:0:0:0:0:1', 'a loopback address'],
    ['::ffff:127.0.0.1', 'a loopback address'],
    ['::ffff:7f00:1', 'a loopback address'],
    ['0:0:0:0:0:ffff:7f00:0001', 'a loopback address'],
    ['::127.0.0.1', 'a loopback address'],
    ['::ffff:0:127.0.0.1', 'a loopback address'],
    ['64:ff9b::7f00:1', 'a loopback address'],
    ['64:ff9b::a9fe:a9fe', 'a link-local address, and where clouds keep credentials'],
    ['2002:7f00:0001::', 'a loopback address'],
    ['2002:a9fe:a9fe::1', 'a link-local address, and where clouds keep credentials'],
    ['169.254.169.254', 'a link-local address, and where clouds keep credentials'],
    ['::ffff:169.254.169.254', 'a link-local address, and where clouds keep credentials'],
    ['fe80::1', 'a link-local address'],
    ['febf::1', 'a link-local address'],
    ['fd00:ec2::254', "a cloud's metadata service"],
    ['100.100.100.200', "a cloud's metadata service"],
    ['224.0.0.1', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
    ['255.255.255.255', 'a reserved address'],
    ['240.0.0.1', 'a reserved address'],
    ['fec0::1', 'a site-local address'],
    ['fd20:ce::254', "a cloud's metadata service"],
    ['192.0.0.192', "a cloud's metadata service"],
    ['168.63.129.16', "a cloud's metadata service"],
    ['::ffff:100.100.100.200', "a cloud's metadata service"],
    // Teredo: the server, and the client, which is inverted.
    ['2001:0:7f00:1::', 'a loopback address'],
    ['2001:0:a01:203::5601:5601', 'a link-local address, and where clouds keep credentials'],
  ])('%s is never asked, though everything is allowed', (text, what) => {
    expect(guardAddress(text, EVERYTHING)).toEqual({
      ok: false,
      why: `${text} is ${what}: it is never probed.`,
    });
  });

  it.each([
    ['10.1.2.3', ['10.0.0.0/8'], true],
    ['11.1.2.3', ['10.0.0.0/8'], false],
    ['10.1.2.3', ['10.1.2.0/23'], true],
    ['10.1.4.3', ['10.1.2.0/23'], false],
    ['10.1.2.3', ['10.1.2.3'], true],
    ['::ffff:10.1.2.3', ['10.0.0.0/8'], true],
    ['::ffff:11.1.2.3', ['10.0.0.0/8'], false],
    ['64:ff9b::b01:203', ['10.0.0.0/8'], false],
    ['2002:a01:203::1', ['10.0.0.0/8'], true],
    ['2002:a01:203::1', ['2002::/16'], false],
    ['2001:0:a01:203::f5fe:fdfc', ['10.0.0.0/8'], true],
    ['2001:0:a01:203::f4fe:fdfc', ['10.0.0.0/8'], false],
    ['10.1.2.3', ['::ffff:0:0/96'], false],
    ['fd12::7', ['fd00::/8'], true],
    ['FD12:0::7', ['fd12::7'], true],
    ['2001:db8::7', ['fd00::/8'], false],
    ['10.1.2.3', [], false],
  ])('%s with %j allowed: %s', (text, allow, ok) => {
    expect(guardAddress(text, ranges(...allow)).ok).toBe(ok);
  });
});

describe('a range', () => {
  it.each(['10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/8/8', '10.0.0.0/x', 'everything', '/8'])(
    '%s is none',
    (text) => expect(parseRange(text)).toBeNull(),
  );
});
