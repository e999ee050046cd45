import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hookUrl, isPublicAddress } from './address.ts';

describe('the address of a hook', () => {
  it.each([
    'https://nhan.tinh.example.vn/thidua',
    'https://a.vn',
    'https://xn--nh-tin-3ya.vn/x?y=1',
    'https://NHAN.TINH.VN/',
  ])('may be %s', (url) => {
    expect(hookUrl(url)?.protocol).toBe('https:');
  });

  it.each([
    'http://nhan.tinh.vn/',
    'ftp://nhan.tinh.vn/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:pass@nhan.tinh.vn/',
    'https://nhan.tinh.vn:8443/',
    'https://nhan.tinh.vn:22/',
    'https://nhan.tinh.vn/#x',
    'https://localhost/',
    'https://thidua/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/',
    'https://2852039166/',
    'https://0x7f000001/',
    'https://0251.0376.0251.0376/',
    'https://127.1/',
    'https://0/',
    'https://1.1.1.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fd00::1]/',
    'https://①②⑦.⓪.⓪.①/',
    'https://nhan.tinh.vn./',
    'https://-a.vn/',
    `https://a.vn/${'x'.repeat(500)}`,
    '//nhan.tinh.vn/',
    '',
  ])('may not be %s', (url) => {
    expect(hookUrl(url)).toBeUndefined();
  });
});

describe('an address that is connected to', () => {
  it.each(['8.8.8.8', '1.1.1.1', '203.162.0.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111'])(
    'may be %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '127.1',
    '2130706433',
    'nhan.tinh.vn',
    '',
  ])('may not be %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it('is never one of the private networks, in whatever writing of IPv6', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const inner = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    );
    fc.assert(
      fc.property(inner, (bytes) => {
        const [a, b, c, d] = bytes.map((one) => one.toString(16).padStart(2, '0'));
        const hex = `${a}${b}:${c}${d}`;
        for (const text of [
          bytes.join('.'),
          `::ffff:${bytes.join('.')}`,
          `::ffff:${hex}`,
          `::${hex}`,
          `64:ff9b::${hex}`,
          `2002:${hex}::`,
          `fd00::${hex}`,
        ])
          expect(isPublicAddress(text), text).toBe(false);
      }),
    );
  });
});
