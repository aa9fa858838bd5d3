import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImage, versionOf } from './image';

const hex = 'a'.repeat(64);

describe('an image reference', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', null, null],
    ['shop/cart:1.2', 'docker.io', 'shop/cart', '1.2', null],
    ['ghcr.io/shop/cart:v1.2.3', 'ghcr.io', 'shop/cart', 'v1.2.3', null],
    ['localhost/cart', 'localhost', 'cart', null, null],
    ['registry:5000/a/b', 'registry:5000', 'a/b', null, null],
    [`registry:5000/a/b@sha256:${hex}`, 'registry:5000', 'a/b', null, `sha256:${hex}`],
    [`registry.example/a:1@sha256:${hex}`, 'registry.example', 'a', '1', `sha256:${hex}`],
    ['[2001:db8::1]:5000/a:b', '[2001:db8::1]:5000', 'a', 'b', null],
    ['UPPER/a', 'UPPER', 'a', null, null],
    ['a/b__c/d--e.f_g:_x', 'docker.io', 'a/b__c/d--e.f_g', '_x', null],
  ])('%s', (text, registry, repository, tag, digest) => {
    expect(parseImage(text)).toEqual({ registry, repository, tag, digest });
  });

  it.each([
    ['', 'empty'],
    [' nginx', 'space'],
    ['shop/cart:', 'tag ""'],
    ['shop/cart:-x', 'tag "-x"'],
    [`shop/cart:${'x'.repeat(129)}`, 'tag'],
    ['shop/Cart', 'repository part "Cart"'],
    ['shop//cart', 'repository part ""'],
    ['shop/cart/', 'repository part ""'],
    ['shop/ca..rt', 'repository part "ca..rt"'],
    ['shop/cart@sha256:abc', 'digest'],
    ['shop/cart@', 'digest'],
    [`a@sha256:${hex}0`, 'digest'],
    ['bad_host.example/a', 'registry "bad_host.example"'],
    ['-x.example/a', 'registry'],
    [`registry.example/${'a'.repeat(250)}`, 'longer than 255'],
    [':x', 'repository part ""'],
  ])('refuses %j and names the part', (text, part) => {
    const result = parseImage(text);
    expect('error' in result ? result.error : JSON.stringify(result)).toContain(part);
  });

  it('never throws, and what it accepts it reads the same way again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9./:@_-]{0,40}$/u)), (text) => {
        const first = parseImage(text);
        if ('error' in first) return;
        const { registry, repository, tag, digest } = first;
        const whole = `${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
        if (whole.length <= 255) expect(parseImage(whole)).toEqual(first);
        expect(versionOf(text)).not.toBe('');
      }),
    );
  });
});

describe('the version of an image', () => {
  it.each([
    ['nginx', 'latest'],
    ['registry:5000/a/b', 'latest'],
    ['registry:5000/a/b:2.4.1', '2.4.1'],
    [`registry:5000/a/b@sha256:0123456789${'a'.repeat(54)}`, '01234567'],
    [`a:2.4.1@sha256:${hex}`, '2.4.1'],
    ['a:', 'latest'],
  ])('%s is %s', (image, version) => {
    expect(versionOf(image)).toBe(version);
  });
});
