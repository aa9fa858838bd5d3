type Labels = Readonly<Record<string, string>>;

/** Whether labels satisfy an equality selector, such as a Service's `spec.selector`; an empty selector selects nothing. */
export function selects(selector: Labels, labels: Labels): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
