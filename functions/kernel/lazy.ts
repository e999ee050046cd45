/** Makes something on first use and keeps it: what a cold start doesn't need, it doesn't pay for. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
