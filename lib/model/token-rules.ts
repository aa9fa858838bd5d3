/** What a token of the registry may be called and what it may cover; a page checks it without the schemas. */
export const TOKEN_RULES = {
  name: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  /** The name of a service; `*` stands for any run of characters. */
  service: /^[A-Za-z0-9.*_-]{1,128}$/,
  servicesMax: 100,
} as const;
