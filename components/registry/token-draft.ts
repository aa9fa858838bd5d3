import { TOKEN_RULES } from '@/lib/model';

/** The values in the form of a new token. */
export interface TokenDraft {
  readonly name: string;
  /** One on each line, or separated by commas or spaces. */
  readonly services: string;
}

export const EMPTY_TOKEN: TokenDraft = { name: '', services: '' };

export function servicesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((part) => part !== ''))];
}

export interface TokenProblems {
  readonly name: string | null;
  readonly services: string | null;
}

/** What is wrong with each field, in a sentence that names it. */
export function tokenProblems({ name, services }: TokenDraft): TokenProblems {
  return { name: nameProblem(name.trim()), services: servicesProblem(servicesOf(services)) };
}

function nameProblem(name: string): string | null {
  if (name === '') return 'Name must say who will hold the token.';
  return TOKEN_RULES.name.test(name)
    ? null
    : 'Name must be lower-case letters, digits and dashes, at most 63, with no dash at either end.';
}

function servicesProblem(services: readonly string[]): string | null {
  if (services.length === 0) return 'Services must name what the token may register; * means anything.';
  if (services.length > TOKEN_RULES.servicesMax) {
    return `Services must be at most ${TOKEN_RULES.servicesMax}; these are ${services.length}.`;
  }
  const wrong = services.find((service) => !TOKEN_RULES.service.test(service));
  return wrong === undefined
    ? null
    : `Services: “${wrong}” is not the name of a service: use letters, digits, dots, dashes, underscores, and * for anything.`;
}

/** A service that a token with these patterns may register, for an example to copy. */
export function exampleService(services: readonly string[]): string {
  const [first = '*'] = services;
  const name = first.replaceAll('*', 'web').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return name === '' ? 'web' : name;
}
