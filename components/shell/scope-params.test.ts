import { describe, expect, it } from 'vitest';
import { isCurrent } from './nav-entries';
import { setScope, withScope } from './scope-params';

describe('withScope', () => {
  it('takes the scope along and nothing else', () => {
    expect(withScope('/catalog', new URLSearchParams('environment=production&q=pay&cluster='))).toBe(
      '/catalog?environment=production',
    );
    expect(withScope('/', new URLSearchParams('q=pay'))).toBe('/');
  });
});

describe('setScope', () => {
  it('changes one field, keeps the others and drops the cursor', () => {
    const params = new URLSearchParams('q=pay&cluster=a&cursor=x');
    expect(setScope(params, 'cluster', 'b')).toBe('q=pay&cluster=b');
    expect(setScope(params, 'cluster', null)).toBe('q=pay');
  });
});

describe('isCurrent', () => {
  it('knows Now from the pages below the root', () => {
    expect(isCurrent('/', '/')).toBe(true);
    expect(isCurrent('/', '/catalog')).toBe(false);
  });

  it('counts a page of one thing to its list', () => {
    expect(isCurrent('/changes', '/changes/CH-12')).toBe(true);
    expect(isCurrent('/catalog', '/catalog/payments')).toBe(true);
    expect(isCurrent('/catalog', '/catalogue')).toBe(false);
  });
});
