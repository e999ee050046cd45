/**
 * Takes the place of `@graphql-tools/schema`, which Apollo Server loads at every start (70 kB) and needs only for SDL given
 * as `typeDefs`; ours is built from a prepared AST.
 */
export function makeExecutableSchema(): never {
  throw new Error('the bundle takes a built schema, not typeDefs');
}
